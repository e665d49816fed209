"""Lo que va a una planilla: números con coma, ninguna fórmula y un CSV que Excel lee bien."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any


def is_formula(text: str) -> bool:
    """Si una planilla podría tomar el texto por una fórmula."""
    return text.lstrip().startswith(tuple("=+-@＝＋－＠"))


def neutral(cell: object) -> str:
    """El texto de una celda: una sola línea que ninguna planilla toma por una fórmula."""
    text = re.sub(r"[\r\n]+", " ", str(cell))
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def original(cell: str) -> str:
    """El texto que `neutral` cambió: a una fórmula con comillas delante le puso una más."""
    return cell[1:] if cell.startswith("'") and is_formula(cell.lstrip("'")) else cell


def number(value: Any) -> str:
    """Un número con coma decimal y sin ceros de sobra."""
    return f"{Decimal(str(value)).normalize():f}".replace(".", ",")


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """El texto de un CSV que Excel en español abre en columnas."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()  # con la marca, Excel lee bien las tildes
