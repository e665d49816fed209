"""Las entregas de un curso: una carpeta, o el zip que descarga la plataforma, sin extraerlo nunca.

Quién entrega se sabe por el nombre de la carpeta o del archivo que puso la plataforma; lo que diga
el cuaderno por dentro no cuenta.
"""

import hashlib
import os
import re
import stat
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Self

import nbformat

MIB = 2**20
LARGEST_NOTEBOOK = 20 * MIB
MOST_FILES = 20_000
MOST_CELLS = 2_000
MOST_CODE = 300_000  # letras de código en un cuaderno

# Cómo nombra cada plataforma lo que entrega cada persona
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_file(_.*)?")
CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<id>\d+)_\d+_.+")
BLACKBOARD = re.compile(
    r".+?_(?P<id>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(_.*)?(\.\w+)?", re.DOTALL
)


class UnreadableError(Exception):
    """Por qué no se puede leer una entrega."""


class SourceError(Exception):
    """Por qué no se puede leer el curso entero."""


@dataclass(frozen=True, order=True)
class Entry:
    """Un archivo del curso: su ruta, cuándo cambió y si es un archivo de verdad."""

    path: str
    when: str
    regular: bool


@dataclass(frozen=True)
class Submission:
    """Lo que entregó una persona: el cuaderno elegido, o ninguno."""

    student: str
    identifier: str
    path: str
    notes: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Un nombre de archivo propio: legible, sin rarezas y sin choques."""
        safe = re.sub(r'[\\/:*?"<>|\s.]+', "_", self.student).strip("_")[:60] or "sin_nombre"
        key = f"{self.student}\0{self.identifier}".encode()
        return f"{safe}-{hashlib.sha256(key).hexdigest()[:8]}"


def find(source: Path, exercise: str) -> list[Submission]:
    """Una entrega por persona, en orden alfabético.

    Si alguien entregó varios cuadernos se elige el que tenga el número del ejercicio en el nombre
    y, entre esos, el último.
    """
    entries = [entry for entry in _entries(source) if _is_relevant(entry.path)]
    if len(entries) > MOST_FILES:
        raise SourceError(
            f"«{source}» tiene más de {MOST_FILES} archivos: ¿es la carpeta correcta?"
        )
    common = _common_folder([entry.path for entry in entries])
    people: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        people.setdefault(_owner(entry.path[len(common) :]), []).append(entry)
    found = [
        _chosen(name, identifier, files, exercise) for (name, identifier), files in people.items()
    ]
    if not found:
        raise SourceError(f"No hay entregas en «{source}».")
    return sorted(found, key=lambda one: (one.student.casefold(), one.identifier))


def cells(content: bytes) -> list[str]:
    """El código de cada celda de un cuaderno, o `UnreadableError` con la razón."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # una celda copiada o un formato viejo se leen igual
            notebook = nbformat.reads(content.decode("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        code = [str(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    except UnicodeDecodeError:
        raise UnreadableError("no está escrito en UTF-8") from None
    except Exception as error:  # nbformat puede fallar de muchas maneras con un archivo dañado
        raise UnreadableError(f"no es un cuaderno de Jupyter ({type(error).__name__})") from None
    if len(code) > MOST_CELLS:
        raise UnreadableError(f"tiene {len(code)} celdas de código; el máximo es {MOST_CELLS}")
    if sum(map(len, code)) > MOST_CODE:
        raise UnreadableError(f"tiene más de {MOST_CODE} letras de código")
    return code


class Reader:
    """Lee entregas de una carpeta, o de un zip que abre una sola vez."""

    def __init__(self, source: Path) -> None:
        self._folder = source
        self._archive = None if source.is_dir() else zipfile.ZipFile(source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()

    def __call__(self, submission: Submission) -> bytes:
        """El contenido de la entrega, o `UnreadableError` con la razón."""
        if not submission.path:
            raise UnreadableError(submission.notes[0])
        try:
            with self._open(submission.path) as file:
                content = file.read(LARGEST_NOTEBOOK + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, EOFError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise UnreadableError(f"no se puede abrir ({reason})") from None
        if len(content) > LARGEST_NOTEBOOK:
            raise UnreadableError(f"pesa más de {LARGEST_NOTEBOOK // MIB} MiB")
        return content

    def _open(self, path: str) -> IO[bytes]:
        if self._archive is not None:
            return self._archive.open(path)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return open(os.open(self._folder / path, flags), "rb")


def clean(text: str, limit: int = 120) -> str:
    """Un texto ajeno que se puede mostrar: sin órdenes de terminal ni letras invisibles."""
    kept = "".join(
        letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else "�"
        for letter in unicodedata.normalize("NFC", text)
    )
    return kept if len(kept) <= limit else f"{kept[:limit]}…"


def _entries(source: Path) -> Iterator[Entry]:
    if source.is_dir():
        yield from _folder_entries(source)
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            for member in archive.infolist()[: MOST_FILES + 1]:
                if not member.is_dir():
                    kind = stat.S_IFMT(member.external_attr >> 16)
                    when = "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*member.date_time)
                    yield Entry(member.filename, when, kind in (0, stat.S_IFREG))
    else:
        raise SourceError(f"«{source}» no es una carpeta ni un zip: revisa la ruta.")


def _folder_entries(source: Path) -> Iterator[Entry]:
    for folder, _, names in os.walk(source, followlinks=False):
        for name in names:
            path = Path(folder, name)
            status = path.lstat()
            when = str(datetime.fromtimestamp(int(status.st_mtime)))
            relative = path.relative_to(source).as_posix()
            yield Entry(relative, when, stat.S_ISREG(status.st_mode))


def _is_relevant(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return "__MACOSX" not in parts and not any(
        part.startswith(".") for part in parts if part != ".."
    )


def _common_folder(paths: list[str]) -> str:
    """La carpeta que encierra a todas las demás, si la hay."""
    first = {path.partition("/")[0] for path in paths if "/" in path}
    if len(paths) < 2 or len(first) != 1 or not all("/" in path for path in paths):
        return ""
    folder = first.pop()
    return "" if MOODLE.fullmatch(folder) else f"{folder}/"


def _owner(path: str) -> tuple[str, str]:
    """El nombre visible de quien entrega y su identificador en la plataforma."""
    top, _, rest = path.partition("/")
    for pattern in (MOODLE, BLACKBOARD, CANVAS):
        if match := pattern.fullmatch(top):
            groups = match.groupdict()
            return clean(groups.get("name") or groups["id"]), clean(groups["id"])
    return clean(top if rest else PurePosixPath(top).stem), ""


def _chosen(student: str, identifier: str, files: list[Entry], exercise: str) -> Submission:
    notebooks = [entry for entry in files if entry.path.lower().endswith(".ipynb")]
    if not notebooks:
        return Submission(student, identifier, "", ("no hay un archivo .ipynb",))
    best = max(
        notebooks, key=lambda entry: (_names(entry.path, exercise), _moment(entry), entry.path)
    )
    notes = []
    if len(notebooks) > 1:
        name = clean(PurePosixPath(best.path).name)
        notes.append(f"entregó {len(notebooks)} cuadernos: se calificó «{name}», el último")
    if not best.regular:
        return Submission(student, identifier, "", ("el cuaderno es un enlace, no un archivo",))
    return Submission(student, identifier, best.path, tuple(notes))


def _names(path: str, exercise: str) -> bool:
    return re.search(rf"(?<!\d){exercise}_", PurePosixPath(path).name) is not None


def _moment(entry: Entry) -> str:
    match = BLACKBOARD.fullmatch(PurePosixPath(entry.path).name)
    return match["when"] if match else entry.when
