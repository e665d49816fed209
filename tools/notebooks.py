"""Construye los cuadernos del curso desde sus fuentes y avisa cuando quedan atrás.

    python tools/notebooks.py build [NN | ruta ...] [--medir | --sin-ejecutar]
    python tools/notebooks.py check
    python tools/notebooks.py direccion ORG/REPO

Una fuente es texto en formato py:percent. De `notebooks/src/NN_slug.py` sale la lección; de
`solutions/src/NN_slug.py` salen el ejercicio, sin respuestas, y la solución. Lo que se repite en
todos (insignia, navegación, celda de Colab, tiempos medidos) se escribe aquí, una sola vez.
"""

# mypy: allow-untyped-calls
# (nbformat y jupyter_client están escritos sin tipos)

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import json
import os
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jupytext
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
LESSON, EXERCISE, SOLUTION = "notebooks", "exercises", "solutions"
FOLDERS = (LESSON, SOLUTION, EXERCISE)

# El mismo límite por celda que usa nbval en pyproject.toml
CELL_TIMEOUT = 120
# Un hilo, como en las pruebas: con otro reparto de las sumas cambia el último dígito, y dos
# procesos con dos hilos cada uno se estorban
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = ("# Escribe tu código aquí", "raise NotImplementedError")
SOLUTION_ONLY = "solo-solucion"
NOT_MEASURED = "aún sin medir"
WIDGET = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
SETUP_TEXT = """## Preparación

En tu computador la celda que sigue no hace nada: el curso ya está instalado. En Google Colab
instala `course_lib` y nada más. Si estás en Colab, guarda primero tu propia copia con
**Archivo → Guardar una copia en Drive**; sin ella, tus cambios se pierden al cerrar."""
HAND_IN = " Para entregar, descárgala con **Archivo → Descargar → Descargar .ipynb**."
SETUP_CODE = """try:
    import course_lib
except ModuleNotFoundError:
    %pip install -q --no-deps "git+https://github.com/{address}.git@main"
    import course_lib"""


class NotebookError(Exception):
    """Un problema que quien escribe el cuaderno puede arreglar."""


@dataclass(frozen=True)
class Document:
    """Un cuaderno del curso: dónde queda y de qué fuente sale."""

    root: Path
    folder: str
    slug: str

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.slug}.ipynb"

    @property
    def target(self) -> Path:
        return self.root / self.name

    @property
    def source(self) -> Path:
        home = LESSON if self.folder == LESSON else SOLUTION
        return self.root / home / "src" / f"{self.slug}.py"

    @property
    def is_executed(self) -> bool:
        return self.folder != EXERCISE


@dataclass
class Course:
    """Lo que un cuaderno necesita saber del resto: dirección, tiempos y vecinos."""

    root: Path
    address: str
    times: dict[str, int]
    documents: list[Document] = field(default_factory=list)

    @classmethod
    def read(cls, root: Path) -> Course:
        course = cls(root, read_address(root), read_times(root))
        for folder in FOLDERS:
            home = LESSON if folder == LESSON else SOLUTION
            for source in sorted((root / home / "src").glob("*.py")):
                if not re.fullmatch(r"\d\d_[a-z0-9_]+", source.stem):
                    raise NotebookError(
                        f"{source.relative_to(root)}: el nombre debe ser NN_slug.py, dos dígitos "
                        "y luego minúsculas sin acentos, dígitos o guiones bajos."
                    )
                course.documents.append(Document(root, folder, source.stem))
        return course

    def get(self, folder: str, slug: str) -> Document | None:
        wanted = Document(self.root, folder, slug)
        return wanted if wanted in self.documents else None

    @property
    def lessons(self) -> list[Document]:
        return [document for document in self.documents if document.folder == LESSON]


# --- Dirección y tiempos: un dato, un lugar ---------------------------------------------------

ADDRESS_LINE = re.compile(r'^(Repository = "https://github\.com/)([^"]+)(")$', re.MULTILINE)


def read_address(root: Path) -> str:
    """Lee ORG/REPO de pyproject.toml, el único lugar donde está escrita."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    url = tomllib.loads(text)["project"]["urls"]["Repository"]
    return str(url).removeprefix("https://github.com/")


def set_address(root: Path, address: str) -> None:
    """Cambia la dirección pública del curso en pyproject.toml."""
    if not re.fullmatch(r"[\w-]+/[\w.-]+", address, re.ASCII):
        raise NotebookError(
            f"La dirección se escribe ORG/REPO, como en github.com/ORG/REPO. Recibido: {address}"
        )
    path = root / "pyproject.toml"
    text, count = ADDRESS_LINE.subn(rf"\g<1>{address}\g<3>", path.read_text(encoding="utf-8"))
    if count != 1:
        raise NotebookError(
            'pyproject.toml debe tener una sola línea Repository = "https://github.com/ORG/REPO" '
            f"en [project.urls]. Encontradas: {count}."
        )
    write_atomically(path, text)


def times_path(root: Path) -> Path:
    return root / LESSON / "tiempos.json"


def read_times(root: Path) -> dict[str, int]:
    """Lee los segundos que tardó cada cuaderno la última vez que se midió."""
    path = times_path(root)
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write_time(root: Path, document: Document, seconds: float) -> dict[str, int]:
    """Anota cuánto tardó un cuaderno y devuelve todos los tiempos."""
    times = read_times(root) | {document.name: max(1, round(seconds))}
    text = json.dumps(times, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_atomically(times_path(root), text)
    return times


def time_text(course: Course, document: Document) -> str:
    """Redacta el tiempo medido; el de un ejercicio es el de su solución."""
    measured = document if document.is_executed else Document(course.root, SOLUTION, document.slug)
    seconds = course.times.get(measured.name)
    if seconds is None:
        return NOT_MEASURED
    rounded = 5 * -(-seconds // 5)
    return f"unos {rounded} s en 2 núcleos y sin GPU"


# --- De la fuente al cuaderno sin ejecutar ----------------------------------------------------


def read_cells(document: Document) -> list[NotebookNode]:
    """Lee las celdas de una fuente; de los metadatos solo quedan las etiquetas."""
    text = document.source.read_text(encoding="utf-8")
    cells: list[NotebookNode] = jupytext.reads(text, fmt="py:percent").cells
    for number, cell in enumerate(cells, 1):
        cell.metadata.pop("lines_to_next_cell", None)  # líneas en blanco que jupytext recuerda
        unknown = sorted(set(cell.metadata) - {"tags"})
        if unknown:
            fail(document, number, cell, f"metadatos que el curso no usa: {', '.join(unknown)}")
        if cell.cell_type == "raw" or not cell.source.strip():
            fail(document, number, cell, "una celda es texto o código, y no está vacía")
    return cells


def fail(document: Document, number: int, cell: NotebookNode, problem: str) -> None:
    """Dice en qué celda de qué fuente está el problema."""
    first_line = (cell.source.splitlines() or [""])[0]
    where = document.source.relative_to(document.root)
    raise NotebookError(f"{where}: celda {number} («{first_line}»): {problem}.")


def split_title(document: Document, cells: list[NotebookNode]) -> tuple[str, str]:
    """Separa el título «NN · Título» del resto de la primera celda."""
    first = cells[0].source if cells and cells[0].cell_type == "markdown" else ""
    match = re.match(r"# (\d\d · .+)\n*", first)
    if match is None or not match[1].startswith(document.slug[:2]):
        raise NotebookError(
            f"{document.source.relative_to(document.root)}: la primera celda es texto y empieza "
            f"con «# {document.slug[:2]} · Título»."
        )
    return match[1], first[match.end() :]


def title(document: Document) -> str:
    """Lee el título de otro cuaderno sin armar sus celdas."""
    match = re.search(r"^# # (.+)$", document.source.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else document.slug


def solve(source: str, replace: Callable[[str], Sequence[str]] | None) -> str:
    """Quita las marcas de respuesta; con `replace`, también lo que hay entre ellas.

    `replace(sangría)` da las líneas que ocupan el lugar de la respuesta.
    """
    kept: list[str] = []
    indent: str | None = None
    for line in source.splitlines():
        marker = line.strip()
        if marker == BEGIN:
            if indent is not None:
                raise ValueError(f"«{BEGIN}» dentro de otra respuesta")
            indent = line[: line.index("#")]
            if not indent:
                raise ValueError("la respuesta debe estar dentro de una función")
            kept += replace(indent) if replace else ()
        elif marker == END:
            if indent is None:
                raise ValueError(f"«{END}» sin su «{BEGIN}»")
            if not line.startswith(indent + END):
                raise ValueError(f"«{END}» con otra sangría que su «{BEGIN}»")
            indent = None
        elif indent is None or replace is None:
            kept.append(line)
    if indent is not None:
        raise ValueError(f"falta «{END}»")
    return "\n".join(kept)


def stub(indent: str) -> list[str]:
    return [indent + line for line in STUB]


def answer_cells(document: Document, cells: list[NotebookNode]) -> list[NotebookNode]:
    """Deja las respuestas en la solución y las corta en el ejercicio."""
    if document.folder == LESSON:
        return cells
    kept = []
    for number, cell in enumerate(cells, 1):
        if document.folder == EXERCISE and SOLUTION_ONLY in cell.metadata.get("tags", ()):
            continue
        try:
            cell.source = solve(cell.source, stub if document.folder == EXERCISE else None)
        except ValueError as error:
            fail(document, number, cell, str(error))
        kept.append(cell)
    return kept


def link(text: str, document: Document, target: Document | None) -> list[str]:
    """Enlaza otro cuaderno, si existe."""
    if target is None or target == document:
        return []
    path = os.path.relpath(target.target, document.target.parent).replace(os.sep, "/")
    return [f"[{text}]({path})"]


def navigation(course: Course, document: Document) -> str:
    """Enlaza la lección anterior, el índice, la siguiente y lo que acompaña a esta."""
    lessons, slug = course.lessons, document.slug
    lesson, index = course.get(LESSON, slug), next(iter(lessons), None)
    links: list[str] = []
    if document.folder == LESSON:
        here = lessons.index(document)
        before, after = lessons[:here][-1:], lessons[here + 1 :][:1]
        links += [text for near in before for text in link(f"‹ {title(near)}", document, near)]
        links += link("Índice", document, index)
        links += [text for near in after for text in link(f"{title(near)} ›", document, near)]
    else:
        links += link("‹ Lección", document, lesson) + link("Índice", document, index)
    links += link("Ejercicio", document, course.get(EXERCISE, slug))
    links += link("Solución", document, course.get(SOLUTION, slug)) * (document.folder == EXERCISE)
    return " · ".join(links)


def index_text(course: Course, document: Document) -> str:
    """Lista las lecciones que existen, con sus ejercicios."""
    lines = []
    for lesson in course.lessons:
        links = link(title(lesson), document, lesson) or [f"**{title(lesson)}** (esta)"]
        links += link("ejercicio", document, course.get(EXERCISE, lesson.slug))
        lines.append("- " + " · ".join(links))
    return "\n".join(lines)


def fill(course: Course, document: Document, text: str) -> str:
    """Rellena los huecos `{{tiempo}}` y `{{indice}}` de un texto."""
    holes = {"tiempo": time_text, "indice": index_text}

    def value(match: re.Match[str]) -> str:
        if match[1] not in holes:
            raise NotebookError(
                f"{document.source.relative_to(document.root)}: hueco desconocido {match[0]}. "
                f"Hay: {', '.join(f'{{{{{name}}}}}' for name in holes)}."
            )
        return holes[match[1]](course, document)

    return re.sub(r"\{\{([a-z_]{3,})\}\}", value, text)


def generate(course: Course, document: Document) -> NotebookNode:
    """Arma el cuaderno completo, todavía sin salidas."""
    cells = answer_cells(document, read_cells(document))
    heading, rest = split_title(document, cells)
    if len(cells) < 2 or not cells[1].source.startswith("## Ficha\n"):
        raise NotebookError(
            f"{document.source.relative_to(document.root)}: la segunda celda es «## Ficha»."
        )
    colab = f"https://colab.research.google.com/github/{course.address}/blob/main/{document.name}"
    badge = f"[![Abrir en Colab]({BADGE})]({colab})"
    links = navigation(course, document)
    parts = [badge, f"# {heading}", links, rest]
    cells[0].source = "\n\n".join(part for part in parts if part)
    setup_text = SETUP_TEXT + (HAND_IN if document.folder == EXERCISE else "")
    setup_code = SETUP_CODE.format(address=course.address)
    cells[2:2] = [new_markdown_cell(setup_text), new_code_cell(setup_code)]
    cells += [new_markdown_cell(links)] if links else []

    seen: dict[str, int] = {}
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = fill(course, document, cell.source)
        seen[cell.source] = seen.get(cell.source, 0) + 1
        cell.id = digest(document.slug, cell.source, seen[cell.source])
    metadata = nbformat.from_dict(METADATA)
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata, nbformat_minor=5)
    return notebook


def digest(*parts: object) -> str:
    """Resume unas partes en doce cifras: el mismo contenido tiene siempre el mismo nombre."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]


# --- Ejecutar y dejar solo lo que se repite igual ----------------------------------------------


def execute(document: Document, notebook: NotebookNode) -> None:
    """Ejecuta el cuaderno en un núcleo nuevo, dentro de una carpeta vacía.

    La carpeta vacía es lo que ve quien abre un solo archivo en Colab: una lección que leyera un
    archivo vecino falla aquí. Tampoco llega la configuración personal de IPython.
    """
    codes = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    running = codes[:1]
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),  # el Python que corre esto
    )
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        tqdm(total=len(codes), desc=document.name, unit=" celdas", disable=None) as progress,
    ):
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=CELL_TIMEOUT,
            store_widget_state=False,
            record_timing=False,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            on_cell_execute=lambda cell_index, **_: running.append(cell_index),
            on_cell_executed=lambda **_: progress.update(),
        )
        cwd = Path(folder) / "vacia"
        cwd.mkdir()
        env = os.environ | THREADS | {"IPYTHONDIR": str(Path(folder) / "ipython")}
        try:
            client.execute(cwd=str(cwd), env=env, cleanup_kc=True)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise NotebookError(explain(document, notebook, running[-1], error)) from None


def explain(document: Document, notebook: NotebookNode, index: int, error: Exception) -> str:
    """Cuenta qué celda falló y cómo."""
    cell = notebook.cells[index]
    causes = {
        CellTimeoutError: f"pasó el límite de {CELL_TIMEOUT} s",
        DeadKernelError: "el núcleo de Python murió (¿memoria agotada?)",
    }
    cause = causes.get(type(error), "lanza un error")
    trace = "\n".join(
        "\n".join(output.traceback) for output in cell.outputs if output.output_type == "error"
    )
    trace = re.sub(r"\x1b\[[0-9;]*m", "", trace)
    where = document.source.relative_to(document.root)
    return (
        f"{where}: la celda {index + 1} de {document.name} {cause}. "
        f"El cuaderno anterior queda como estaba.\n\n{cell.source}\n\n{trace}"
    )


def normalize(notebook: NotebookNode) -> None:
    """Quita de las salidas lo que cambia sin que cambie el resultado."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = join_streams(cell.outputs)
            for position, output in enumerate(cell.outputs):
                if WIDGET in output.get("data", {}):
                    output.data[WIDGET]["model_id"] = digest(cell.id, position)
                if output.output_type == "error":  # la traza lleva rutas de este computador
                    output.traceback = [f"{output.ename}: {output.evalue}"]


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Une los trozos en que el núcleo partió un mismo texto, según el reloj."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def reuse(document: Document, stored: NotebookNode, notebook: NotebookNode) -> None:
    """Pasa al cuaderno nuevo las salidas guardadas, si el código es el mismo."""
    old = [cell for cell in stored.cells if cell.cell_type == "code"]
    new = [cell for cell in notebook.cells if cell.cell_type == "code"]
    # La primera es la de Colab: cambia con la dirección del curso y en casa no hace nada
    if [cell.source for cell in old[1:]] != [cell.source for cell in new[1:]]:
        raise NotebookError(f"{document.name}: cambió el código, hay que ejecutarlo de nuevo.")
    for before, after in zip(old, new, strict=True):
        after.outputs, after.execution_count = before.outputs, before.execution_count


def serialize(notebook: NotebookNode) -> str:
    """Escribe el cuaderno de la única forma que el curso acepta."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook, version=4)) + "\n"


def write_atomically(path: Path, text: str) -> None:
    """Escribe entero o no escribe: un corte a la mitad deja el archivo anterior."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


# --- La portada del README ------------------------------------------------------------------------

COVER = "docs/portada.png"
COVER_LESSON, COVER_CALL = "01_regularizacion_l2", "figures.u_curve("


def read_cover(course: Course) -> bytes | None:
    """La figura de la lección 01 que abre el README, tal como está en el cuaderno construido."""
    lesson = course.get(LESSON, COVER_LESSON)
    if lesson is None or not lesson.target.exists():
        return None
    cells = [cell for cell in read_notebook(lesson).cells if COVER_CALL in cell.source]
    pictures = [
        output["data"]["image/png"]
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    return base64.b64decode(pictures[0]) if pictures else None


# --- Órdenes ------------------------------------------------------------------------------------


def build(course: Course, document: Document, *, measure: bool = False, run: bool = True) -> None:
    """Construye un cuaderno y lo escribe solo si todo salió bien."""
    notebook = generate(course, document)
    if document.is_executed and run:
        start = time.perf_counter()
        execute(document, notebook)
        if measure:
            course.times = write_time(course.root, document, time.perf_counter() - start)
        executed, notebook = notebook, generate(course, document)
        reuse(document, executed, notebook)
    elif document.is_executed:
        reuse(document, read_notebook(document), notebook)
    normalize(notebook)
    write_atomically(document.target, serialize(notebook))


def read_notebook(document: Document) -> NotebookNode:
    """Lee un cuaderno construido, o explica por qué no se puede."""
    rebuild = f"constrúyelo con `python tools/notebooks.py build {document.slug[:2]}`"
    if not document.target.exists():
        raise NotebookError(f"{document.name}: falta; {rebuild}.")
    try:
        text = document.target.read_text(encoding="utf-8")
        notebook: NotebookNode = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, AttributeError, nbformat.ValidationError):
        raise NotebookError(f"{document.name}: no es un cuaderno legible; {rebuild}.") from None
    return notebook


def stale(course: Course, document: Document) -> str | None:
    """Dice en qué se aparta un cuaderno de lo que su fuente generaría; no ejecuta nada."""
    try:
        wanted, stored = generate(course, document), read_notebook(document)
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
        where = f"celda {number} («{after.source.lstrip().splitlines()[0]}»)"
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


def select(course: Course, names: Sequence[str]) -> list[Document]:
    """Elige los cuadernos que se piden por número, por nombre o por ruta; sin nombres, todos."""
    chosen = set()
    for name in names:
        path = Path(name)
        matches = {
            document
            for document in course.documents
            if name in (document.slug[:2], document.slug)
            or path.resolve() in (document.source, document.target)
        }
        if not matches:
            known = ", ".join(sorted({document.slug for document in course.documents}))
            raise NotebookError(f"No hay fuente para «{name}». Hay: {known or 'ninguna'}.")
        chosen |= matches
    return [document for document in course.documents if not names or document in chosen]


def run_build(root: Path, options: argparse.Namespace) -> int:
    if importlib.util.find_spec("course_lib") is None:
        raise NotebookError("Falta course_lib en este Python: `python -m pip install -e .`")
    course = Course.read(root)
    for document in select(course, options.cuadernos):
        start = time.perf_counter()
        build(course, document, measure=options.medir, run=not options.sin_ejecutar)
        print(f"{document.name}: {time.perf_counter() - start:.1f} s")
    if picture := read_cover(course):
        (root / COVER).parent.mkdir(exist_ok=True)
        (root / COVER).write_bytes(picture)
    return 0


def run_check(root: Path, _: argparse.Namespace) -> int:
    problems = check(Course.read(root))
    print(*problems or ["Los cuadernos están al día."], sep="\n")
    return 1 if problems else 0


def run_address(root: Path, options: argparse.Namespace) -> int:
    set_address(root, options.direccion)
    print(
        f"El curso vive ahora en github.com/{options.direccion}. Las insignias y las celdas de "
        "Colab la toman al reconstruir:\n    python tools/notebooks.py build --sin-ejecutar"
    )
    return 0


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Construye los cuadernos del curso.")
    commands = parser.add_subparsers(required=True, metavar="orden")
    order = commands.add_parser("build", help="construye cuadernos desde sus fuentes")
    order.add_argument("cuadernos", nargs="*", metavar="NN|ruta", help="cuáles; si no, todos")
    how = order.add_mutually_exclusive_group()
    how.add_argument("--medir", action="store_true", help="anota cuánto tardan")
    how.add_argument(
        "--sin-ejecutar", action="store_true", help="rehace el texto y conserva las salidas"
    )
    order.set_defaults(run=run_build)
    order = commands.add_parser("check", help="falla si algún cuaderno quedó atrás")
    order.set_defaults(run=run_check)
    order = commands.add_parser("direccion", help="cambia la dirección pública del curso")
    order.add_argument("direccion", metavar="ORG/REPO")
    order.set_defaults(run=run_address)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    options = parse(argv)
    try:
        return int(options.run(root, options))
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
