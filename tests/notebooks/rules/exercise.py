"""Lo que promete un ejercicio: preguntas con su revisión y sin la respuesta."""

import re
from pathlib import Path

from notebook_builder.document import ENDINGS, EXERCISE
from notebook_builder.source import BEGIN, END, STUB
from rules.document import Notebook

ROOT = Path(__file__).parents[3]
QUESTIONS = (4, 6)


def sin_rastro_de_ejecucion(notebook: Notebook) -> list[str]:
    """Un ejercicio se publica sin salidas ni números."""
    return [
        f"{cell.where}: tiene salidas o número"
        for cell in notebook.code
        if cell.outputs or cell.raw["execution_count"] is not None
    ]


def preguntas_con_revision(notebook: Notebook) -> list[str]:
    """De cuatro a seis preguntas «## N.k …», cada una con su check, su hueco y tres pistas."""
    lesson = int(notebook.name.split("/")[1][:2])
    questions = [
        (title.split()[0], cells)
        for title, cells in notebook.parts(2)
        if re.match(r"\d+\.\d+ ", title)
    ]
    problems = []
    numbers = [name for name, _ in questions]
    if numbers != [f"{lesson}.{k}" for k in range(1, len(numbers) + 1)]:
        problems.append(f"las preguntas no van numeradas {lesson}.1, {lesson}.2…: {numbers}")
    if not QUESTIONS[0] <= len(numbers) <= QUESTIONS[1]:
        problems.append(f"hay {len(numbers)} preguntas, y van de {QUESTIONS[0]} a {QUESTIONS[1]}")
    for name, cells in questions:
        code = "\n".join(cell.source for cell in cells if cell.is_code)
        prose = "\n".join(cell.source for cell in cells if not cell.is_code)
        if f'check("{name}")' not in code:
            problems.append(f'la pregunta {name} no llama check("{name}")')
        if "\n".join(STUB) not in re.sub(r"^ +", "", code, flags=re.MULTILINE):
            problems.append(f"la pregunta {name} no tiene un hueco que llenar")
        if prose.count("<details") < 3:
            problems.append(f"la pregunta {name} no tiene tres pistas en su <details>")
    return problems


def revision_final(notebook: Notebook) -> list[str]:
    """La última celda de código es `check_all(N)`."""
    last = notebook.code[-1].source
    return [] if "check_all(" in last else [f"la última celda de código es {last[:40]!r}"]


def sin_respuestas(notebook: Notebook) -> list[str]:
    """En el ejercicio no aparece ninguna línea que en la fuente sea solo de la respuesta."""
    slug = Path(notebook.name).stem.removesuffix(ENDINGS[EXERCISE])
    source = ROOT / "solutions/src" / f"{slug}.py"
    shown = "\n".join(cell.source for cell in notebook.code)
    return [f"deja ver la respuesta: {line}" for line in answers(source) if line in shown] + [
        f"deja ver la marca {mark}" for mark in (BEGIN, END) if mark in shown
    ]


def answers(source: Path) -> list[str]:
    """Las líneas que solo existen entre las marcas de respuesta de una fuente."""
    text = source.read_text(encoding="utf-8")
    inside = re.findall(rf"{BEGIN}\n(.*?)\s*{END}", text, re.DOTALL)
    outside = re.sub(rf"{BEGIN}\n.*?{END}", "", text, flags=re.DOTALL)
    lines = {line.strip() for block in inside for line in block.splitlines()}
    return sorted(line for line in lines if len(line) > 12 and line not in outside)
