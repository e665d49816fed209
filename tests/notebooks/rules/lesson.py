"""Lo que promete una lección, de la primera edición o de la segunda."""

import re

from rules.document import Notebook

MAX_SOURCE_LINES = 25  # el código del paquete que se muestra de una vez
MIN_QUESTIONS = 4


def codigo_del_paquete(notebook: Notebook) -> list[str]:
    """«En course_lib» muestra a lo más 25 líneas de código por salida."""
    return [
        f"{cell.where}: muestra {text.count(chr(10)) + 1} líneas"
        for cell in notebook.section("En course_lib")
        for text in cell.texts
        if text.strip().count("\n") >= MAX_SOURCE_LINES
    ]


def paridad_afirmada(notebook: Notebook) -> list[str]:
    """La paridad con Keras se afirma con un assert o con `parity.compare`."""
    code = "\n".join(cell.source for cell in notebook.section("Paridad con Keras") if cell.is_code)
    asserted = re.search(r"^\s*assert |parity\.compare\(", code, re.MULTILINE)
    return [] if asserted else ["«Paridad con Keras» no afirma nada"]


def verdict_rows(notebook: Notebook) -> list[str]:
    """Las filas de «Lo que dice la clase», sin el encabezado."""
    text = "\n".join(cell.source for cell in notebook.section("Lo que dice la clase"))
    return [line for line in text.splitlines() if re.match(r"\|(?!\s*:?-)", line)][1:]


def veredictos_enlazados(notebook: Notebook) -> list[str]:
    """Lo que dice la clase es una tabla con veredictos; cada fila enlaza la celda que lo prueba."""
    rows = verdict_rows(notebook)
    problems = [] if rows else ["«Lo que dice la clase» no trae una tabla"]
    for row in rows:
        if not re.search("se sostiene|matizar|corregir", row, re.IGNORECASE):
            problems.append(f"fila sin veredicto: {row[:60]}")
        if not re.search(r"\]\([^)]*#", row):
            problems.append(f"fila sin enlace a la celda que la prueba: {row[:60]}")
    return problems


def ejercicios_con_pistas(notebook: Notebook) -> list[str]:
    """Hay dos o tres ejercicios (nivel 3), cada uno con tres pistas en su propio <details>."""
    cells = notebook.section("Ejercicios")
    exercises: list[str] = []
    for cell in cells:
        if any(level == 3 for _, level, _ in cell.headings):
            exercises.append("")
        if exercises:
            exercises[-1] += cell.source
    problems = [] if len(exercises) in (2, 3) else [f"hay {len(exercises)} ejercicios (###)"]
    return problems + [
        f"el ejercicio {number} tiene {text.count('<details')} pistas y se esperan 3 o más"
        for number, text in enumerate(exercises, 1)
        if text.count("<details") < 3
    ]


def cuestionario_legible_sin_nucleo(notebook: Notebook) -> list[str]:
    """El cuestionario tiene un gemelo en <details> que se lee sin ejecutar nada."""
    cells = notebook.section("Cuestionario")
    html = (out.get("data", {}).get("text/html", "") for cell in cells for out in cell.outputs)
    text = "\n".join([*html, *(cell.source for cell in cells if not cell.is_code)])
    count = text.count("<details")
    return [] if count >= MIN_QUESTIONS else [f"«Cuestionario» tiene {count} <details>"]


def resumen_y_referencias(notebook: Notebook) -> list[str]:
    """El resumen tiene cinco líneas y «En Keras se escribe así»; las referencias, enlaces."""
    summary = "\n".join(cell.source for cell in notebook.section("Resumen"))
    sources = "\n".join(cell.source for cell in notebook.section("Glosario y referencias"))
    items = re.findall(r"^(?:[-*]|\d\.) ", summary, re.MULTILINE)
    problems = [] if len(items) == 5 else [f"el resumen tiene {len(items)} líneas de lista"]
    if "en keras se escribe así" not in summary.lower():
        problems.append("el resumen no dice «En Keras se escribe así»")
    if not re.search(r"https://(?:doi\.org|arxiv\.org)/", sources):
        problems.append("las referencias no enlazan doi.org ni arxiv.org")
    return problems


def widgets_en_su_lugar(notebook: Notebook) -> list[str]:
    """Hay widgets en Predice, Explora y Cuestionario; en Explora, con su figura fija antes."""
    problems = [
        f"«{name}» no tiene un widget"
        for name in ("Predice", "Explora", "Cuestionario")
        if not any(cell.has_widget for cell in notebook.section(name))
    ]
    for cell in notebook.section("Explora"):
        if any(True for _ in cell.images):
            return problems
        if cell.has_widget:
            break
    return [*problems, "«Explora» no muestra una figura fija antes del widget"]
