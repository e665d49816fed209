"""Cómo se arma cualquier cuaderno: títulos, ficha, celdas y peso."""

import re
from itertools import pairwise

from notebook_builder.ficha import NOT_MEASURED
from notebook_builder.folding import CHECK, CHECK_TITLE
from rules.document import Notebook

# GitHub y Colab muestran el archivo sin demora. Eran 700 kB: ahora cada figura va también como
# HTML, que es donde JupyterLab lee su descripción
MAX_BYTES = 900_000
FIELDS = ("Objetivos", "Requisitos", "Clase")
READING, RUNNING, CALCULATED = "Lectura", "Ejecución", "Tiempo"
TAGS = {"nbval-ignore-output", "raises-exception", "solo-solucion", CHECK}


def titulo_unico(notebook: Notebook) -> list[str]:
    """Hay exactamente un título de nivel 1, en la primera celda: «NN · Título»."""
    titles = [(cell.number, text) for cell, level, text in notebook.headings if level == 1]
    expected = len(titles) == 1 and titles[0][0] == 1 and re.match(r"\d\d · .", titles[0][1])
    return [] if expected else [f"títulos de nivel 1: {titles}"]


def ficha_completa(notebook: Notebook) -> list[str]:
    """La ficha dice objetivos que se miden, requisitos, clase y tiempos: de leer y de ejecutar."""
    text = "\n".join(cell.source for cell in notebook.section("Ficha"))
    values = dict(re.findall(r"\*\*(\w+)\*\*:? *\|? *(.+?)(?=\n- |\n\||\n\n|$)", text, re.DOTALL))
    times = (CALCULATED,) if CALCULATED in values else (READING, RUNNING)
    problems = [f"falta el campo {field}" for field in (*FIELDS, *times) if field not in values]
    if not re.search(r"\d+ min", values.get(times[0], "")):
        problems.append(f"{times[0]} no dice cuántos minutos")
    if NOT_MEASURED in values.get(times[-1], ""):
        problems.append(f"{times[-1]} no está medida: `tools/notebooks.py build --medir`")
    vague = re.findall(
        r"\b(?:entender|comprender|conocer|aprender|saber)\b",
        values.get("Objetivos", ""),
        re.IGNORECASE,
    )
    return problems + [f"el objetivo «{verb}» no se puede medir" for verb in vague]


def encabezados_en_orden(notebook: Notebook) -> list[str]:
    """Los encabezados bajan de a un nivel y cada uno abre su celda."""
    problems, last = [], 0
    for cell, level, text in notebook.headings:
        if level > last + 1:
            problems.append(f"{cell.where}: «{text}» salta del nivel {last} al {level}")
        last = level
    for cell in notebook.cells[1:]:
        if [line for line, _, _ in cell.headings] not in ([], [0]):
            problems.append(f"{cell.where}: un encabezado abre su celda, y hay uno por celda")
    return problems


def codigo_con_una_frase_antes(notebook: Notebook) -> list[str]:
    """Nunca hay dos celdas de código seguidas; una comprobación plegada no cuenta."""
    shown = [cell for cell in notebook.cells if not cell.is_check]
    return [
        f"{after.where}: sigue a otra celda de código sin una frase"
        for before, after in pairwise(shown)
        if before.is_code and after.is_code
    ]


def nada_escondido(notebook: Notebook) -> list[str]:
    """Ninguna celda esconde su código, salvo las comprobaciones: plegadas y con su título."""
    hidden = {"collapsed", "jupyter", "cellView", "hide_input"}
    problems = []
    for cell in notebook.code:
        folds = hidden & set(cell.raw["metadata"])
        titled = re.search(r"^#\s*@(title|markdown)", cell.source)
        if not cell.is_check and (folds or titled):
            problems.append(f"{cell.where}: esconde su código")
        if cell.is_check and (folds != {"jupyter", "cellView"} or cell.first_line != CHECK_TITLE):
            problems.append(f"{cell.where}: una comprobación llega plegada y con su título")
    return problems


def solo_etiquetas_conocidas(notebook: Notebook) -> list[str]:
    """Las etiquetas son de la lista; `solo-solucion` vive solo en solutions."""
    allowed = TAGS if notebook.name.startswith("solutions") else TAGS - {"solo-solucion"}
    return [
        f"{cell.where}: etiqueta desconocida «{tag}»"
        for cell in notebook.cells
        for tag in sorted(cell.tags - allowed)
    ]


def liviano(notebook: Notebook) -> list[str]:
    """El archivo pesa a lo más 900 kB."""
    size = len(notebook.text.encode())
    return [] if size <= MAX_BYTES else [f"pesa {size / 1000:.0f} kB"]
