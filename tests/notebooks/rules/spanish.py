"""Lo que se imprime está en castellano: los nombres de las columnas y la coma decimal."""

import re
from collections.abc import Iterator

from rules.document import Cell, Notebook

ENGLISH = (
    r"learning_rate|rate|l2|train|validation|loss|accuracy|seeds?|epochs?|steps|batch(?:_size)?"
    r"|units|activation|start|width|depth|optimizer|recipe|noise|examples|shift|mean|std"
)
THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3})+"  # 12.500 imágenes
VERSION = r"[<>=~≥]\s*\d+\.\d+|\b(?:Python|TensorFlow|Keras|NumPy)\s+\d+\.\d+"


def columnas_en_castellano(notebook: Notebook) -> list[str]:
    """Los rótulos y las columnas que se imprimen están en castellano."""
    return [
        f"{cell.where}: imprime «{match[0]}»"
        for cell in notebook.code
        for text in printed(cell)
        for match in re.finditer(rf"(?<![\w.\"'`(])(?:{ENGLISH})(?![\w.\"'`(])", text)
    ]


def coma_decimal(notebook: Notebook) -> list[str]:
    """Los decimales que se muestran llevan coma."""
    return [
        f"{cell.where}: muestra {match[0]}"
        for cell in notebook.code
        for text in printed(cell)
        for match in re.finditer(r"(?<![\w.,])\d+\.\d*(?![\w.]*\.\d)", text)
        if not re.fullmatch(THOUSANDS, match[0]) and is_decimal(text, match)
    ]


def is_decimal(text: str, match: re.Match[str]) -> bool:
    """Dice si un punto entre cifras es decimal, y no el fin de la frase ni una versión."""
    ends_sentence = match[0].endswith(".") and not re.match(r"[ \]]+[\d\]-]", text[match.end() :])
    version = any(
        found.start() <= match.start() < found.end() for found in re.finditer(VERSION, text)
    )
    return not ends_sentence and not version


def printed(cell: Cell) -> Iterator[str]:
    """Lo que una celda muestra, salvo el código fuente, que es el del paquete."""
    return (text for text in cell.texts if not re.search(r"^ *(?:def|class|@)\b", text, re.M))
