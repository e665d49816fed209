"""Qué quedó atrás de su fuente, sin ejecutar nada."""

from collections.abc import Iterator

from nbformat import NotebookNode

from notebook_builder.assemble import generate
from notebook_builder.course import Course
from notebook_builder.cover import COVER, read_cover
from notebook_builder.document import FOLDERS, Document
from notebook_builder.errors import NotebookError
from notebook_builder.execution import normalize
from notebook_builder.files import read_notebook, serialize


def stale(course: Course, document: Document) -> str | None:
    """Dice en qué se aparta un cuaderno de lo que su fuente generaría; no ejecuta nada."""
    try:
        generate(course, document)  # una fuente mal escrita se dice antes que todo
        stored = read_notebook(document)
        wanted = generate(course, document, stored)
    except NotebookError as error:
        return str(error)
    problem = next(cell_differences(document, stored, wanted), None)
    if problem is None:
        for before, after in zip(stored.cells, wanted.cells, strict=True):
            if after.cell_type == "code":
                after.outputs, after.execution_count = before.outputs, before.execution_count
        normalize(wanted)
        if serialize(wanted) != document.target.read_text(encoding="utf-8"):
            problem = "los metadatos o las salidas no son los que escribe el constructor"
    return problem and f"{document.name}: {problem}."


def cell_differences(
    document: Document, stored: NotebookNode, wanted: NotebookNode
) -> Iterator[str]:
    """Recorre las celdas y nombra cada una que no es la que la fuente daría."""
    count = 0
    for number, (before, after) in enumerate(zip(stored.cells, wanted.cells, strict=False), 1):
        where = f"celda {number} («{after.source.lstrip().splitlines()[0][:50]}»)"
        if before.cell_type != after.cell_type or before.source != after.source:
            yield f"{where}: su texto no es el de la fuente"
        if before.get("id") != after.id or before.metadata != after.metadata:
            yield f"{where}: su nombre o sus etiquetas no son los de la fuente"
        if after.cell_type == "code" and document.is_executed:
            count += 1
            if before.execution_count != count:
                yield f"{where}: su número es {before.execution_count} y se espera {count}"
        elif after.cell_type == "code" and (before.outputs or before.execution_count):
            yield f"{where}: un ejercicio se publica sin salidas ni números"
    if len(stored.cells) != len(wanted.cells):
        yield f"tiene {len(stored.cells)} celdas y la fuente da {len(wanted.cells)}"


def orphans(course: Course) -> list[str]:
    """Nombra los cuadernos que ya no tienen fuente."""
    wanted = {document.target for document in course.documents}
    found = (path for folder in FOLDERS for path in (course.root / folder).glob("*.ipynb"))
    return [
        f"{path.relative_to(course.root).as_posix()}: no tiene fuente; bórralo o escríbela."
        for path in sorted(found)
        if path not in wanted
    ]


def check(course: Course) -> list[str]:
    """Reúne lo que está atrasado en todo el curso."""
    problems = [stale(course, document) for document in course.documents]
    cover, picture = course.root / COVER, read_cover(course)
    if picture and (not cover.exists() or cover.read_bytes() != picture):
        problems.append(f"{COVER}: no es la figura de la lección; `build 01` la copia.")
    return [problem for problem in problems if problem] + orphans(course)
