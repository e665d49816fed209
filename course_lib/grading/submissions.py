"""Las entregas de un curso: una carpeta, o el zip que descarga la plataforma, sin extraerlo nunca.

Quién entrega se sabe por el nombre de la carpeta o del archivo que puso la plataforma; lo que diga
el cuaderno por dentro no cuenta.
"""

import hashlib
import json
import os
import re
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Self

MIB = 2**20
LARGEST_NOTEBOOK = 20 * MIB
MOST_FILES = 20_000
MOST_CELLS = 2_000
MOST_CODE = 300_000  # letras de código en un cuaderno

# Cómo nombra cada plataforma lo que entrega cada persona. Lo que sube una persona queda al final,
# así que cada forma se ancla al comienzo.
MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<id>\d+)_assignsubmission_(file|onlinetext)(_.*)?", re.DOTALL
)
CANVAS = re.compile(r"(?P<name>[^_]+)_(LATE_)?(?P<id>\d+)_\d+_.+", re.DOTALL)
BLACKBOARD = re.compile(r"(?P<name>.+?)_attempt_(?P<when>\d{4}(-\d\d){5})(_.*)?(\.\w+)?", re.DOTALL)
PLATFORMS = {"Moodle": MOODLE, "Canvas": CANVAS, "Blackboard": BLACKBOARD}
DOWNLOAD_AGAIN = "pide que lo descargue otra vez con Archivo → Descargar .ipynb"


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
    """Lo que entregó una persona: el cuaderno elegido, o ninguno.

    `student` se puede mostrar; `owner` es el nombre tal como venía, que distingue a cada persona.
    """

    student: str
    identifier: str
    path: str
    notes: tuple[str, ...]
    owner: str = ""

    @property
    def slug(self) -> str:
        """Un nombre de archivo propio: legible, sin rarezas y sin choques."""
        safe = re.sub(r'[\\/:*?"<>|\s.]+', "_", self.student).strip("_") or "sin_nombre"
        short = safe.encode()[:120].decode(errors="ignore")  # un nombre cabe en 255 bytes
        return f"{short}-{self._mark}"

    @property
    def _mark(self) -> str:
        key = f"{self.owner or self.student}\0{self.identifier}"
        return hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()[:8]

    def distinct(self) -> Self:
        """La misma entrega, con un nombre visible que no se confunde con otro igual."""
        return replace(self, student=f"{self.student} ({self._mark})")


def find(source: Path, exercise: str) -> list[Submission]:
    """Una entrega por persona, en orden alfabético.

    Si alguien entregó varios cuadernos se elige el que tenga el número del ejercicio en el nombre
    y, entre esos, el último.
    """
    relevant = (entry for entry in _entries(source) if _is_relevant(entry.path))
    entries = list(islice(relevant, MOST_FILES + 1))
    if len(entries) > MOST_FILES:
        raise SourceError(
            f"«{source}» tiene más de {MOST_FILES} archivos: ¿es la carpeta correcta?"
        )
    if not entries:
        raise SourceError(f"No hay entregas en «{source}».")
    common = len(_common_folder([entry.path for entry in entries]))
    tops = {entry.path[common:].partition("/")[0] for entry in entries}
    pattern = _platform(tops)
    assignment = len(_assignment(tops)) if pattern is BLACKBOARD else 0
    people: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        people.setdefault(_owner(entry.path[common:], pattern, assignment), []).append(entry)
    found = [_chosen(*owner, files, exercise) for owner, files in people.items()]
    return sorted(_told_apart(found), key=lambda one: (one.student.casefold(), one.identifier))


def outside(out: Path, source: Path) -> Path:
    """La carpeta de notas, que no puede estar entre las entregas: ahí escriben otras personas."""
    if out.resolve().is_relative_to(source.resolve()):
        raise SourceError(
            f"La carpeta de notas, «{out}», quedaría dentro de las entregas, y lo que haya en ella "
            f"podría ser de quien entrega: elige otra, como --salida {source.parent / 'notas'}."
        )
    return out


def cells(content: bytes) -> list[str]:
    """El código de cada celda de un cuaderno, o `UnreadableError` con la razón."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"no está escrito en UTF-8: {DOWNLOAD_AGAIN}") from None
    try:
        code = _code_cells(text)
    except Exception as error:  # hay muchas maneras de no ser un cuaderno
        raise UnreadableError(
            f"no es un cuaderno de Jupyter ({type(error).__name__}): {DOWNLOAD_AGAIN}"
        ) from None
    if len(code) > MOST_CELLS:
        raise UnreadableError(f"tiene {len(code)} celdas de código; el máximo es {MOST_CELLS}")
    if sum(map(len, code)) > MOST_CODE:
        raise UnreadableError(f"tiene más de {MOST_CODE} letras de código")
    return code


class Reader:
    """Lee entregas de una carpeta, o de un zip que abre una sola vez."""

    def __init__(self, source: Path) -> None:
        self._folder = source
        self._archive = None if source.is_dir() else _open_zip(source)

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
        except Exception as error:  # un miembro dañado falla según cómo esté comprimido
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


def clean(text: str, limit: int = 120, keep: str = "") -> str:
    """Un texto ajeno que se puede mostrar: sin órdenes de terminal ni letras invisibles.

    Argumentos:
        limit: cuántas letras, a lo más.
        keep: las letras que se dejan como están; en un mensaje, el salto de línea.
    """
    kept = "".join(
        letter if letter in keep else _visible(letter)
        for letter in unicodedata.normalize("NFC", text)
    )
    return kept if len(kept) <= limit else f"{kept[:limit]}…"


def _visible(letter: str) -> str:
    if letter.isspace():
        return " "
    return "�" if unicodedata.category(letter)[0] == "C" else letter


def _code_cells(text: str) -> list[str]:
    """El código según el JSON del cuaderno, también en los formatos 2 y 3.

    No pasa por nbformat, que valida todo: con un archivo hecho para eso tarda minutos y ocupa
    gigas. Lo demás del cuaderno (salidas, metadatos) no hace falta y no se mira.
    """
    document = json.loads(text)
    sheets = document.get("worksheets") or [document]
    found = [cell for sheet in sheets for cell in sheet["cells"] if cell["cell_type"] == "code"]
    sources = [cell.get("source", cell.get("input")) for cell in found]
    code = ["".join(source) for source in sources if isinstance(source, str | list)]
    if not code and "nbformat" not in document:
        raise ValueError("no tiene celdas de código ni dice su formato")
    return code


def _open_zip(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        raise SourceError(f"«{source}»: el zip está dañado: descárgalo de nuevo.") from None


def _entries(source: Path) -> Iterator[Entry]:
    if source.is_dir():
        yield from _folder_entries(source)
    elif source.is_file() and (zipfile.is_zipfile(source) or source.suffix.lower() == ".zip"):
        with _open_zip(source) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    kind = stat.S_IFMT(member.external_attr >> 16)
                    when = "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*member.date_time)
                    yield Entry(member.filename, when, kind in (0, stat.S_IFREG))
    else:
        raise SourceError(f"«{source}» no es una carpeta ni un zip: revisa la ruta.")


def _folder_entries(source: Path) -> Iterator[Entry]:
    for folder, _, names in os.walk(source, onerror=_unreadable_folder):
        for name in names:
            path = Path(folder, name)
            status = path.lstat()
            when = f"{max(int(status.st_mtime), 0):020}"
            relative = path.relative_to(source).as_posix()
            yield Entry(relative, when, stat.S_ISREG(status.st_mode))


def _unreadable_folder(error: OSError) -> None:
    raise SourceError(f"No puedo leer la carpeta «{clean(str(error.filename))}»: {error.strerror}.")


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


def _platform(tops: set[str]) -> re.Pattern[str] | None:
    """La plataforma de la que viene el curso entero, o ninguna.

    Se decide una sola vez: el nombre que alguien le puso a su archivo no cambia quién es. Si casi
    todo viene de una plataforma, lo que no calza es un error; si es al revés, nada trae
    identificador.
    """
    fits = {
        name: {top for top in tops if pattern.fullmatch(top)} for name, pattern in PLATFORMS.items()
    }
    name = max(fits, key=lambda name: len(fits[name]))
    odd = sorted(tops - fits[name])
    if 0 < len(odd) < len(fits[name]):
        listed = ", ".join(f"«{clean(top)}»" for top in odd[:5])
        raise SourceError(
            f"Casi todas las entregas vienen de {name}, pero {len(odd)} no llevan el nombre que "
            f"ella pone (por ejemplo {listed}): sácalas o nómbralas como las demás."
        )
    return None if odd else PLATFORMS[name]


def _assignment(tops: Iterable[str]) -> str:
    """En Blackboard, el nombre de la tarea: el comienzo que comparten los archivos.

    Un nombre de usuario puede traer guiones bajos. Si entregó una sola persona no hay con qué
    comparar, y la tarea llega hasta el primero.
    """
    names = {match["name"] for top in tops if (match := BLACKBOARD.fullmatch(top))}
    shared = os.path.commonprefix(list(names))  # noqa: RUF071  # letra por letra
    end = shared.find("_") if len(names) == 1 else shared.rfind("_")
    return shared[: end + 1]


def _owner(path: str, pattern: re.Pattern[str] | None, assignment: int) -> tuple[str, str]:
    """El nombre de quien entrega, sin limpiar, y su identificador en la plataforma."""
    top, _, rest = path.partition("/")
    match = pattern.fullmatch(top) if pattern else None
    if match is None:
        return top if rest else PurePosixPath(top).stem, ""
    if pattern is BLACKBOARD:
        user = match["name"][assignment:]
        return user, user
    return match["name"], match["id"]


def _told_apart(found: list[Submission]) -> list[Submission]:
    """Dos personas cuyos nombres se ven iguales llevan una marca."""
    seen = Counter((one.student, one.identifier) for one in found)
    return [one.distinct() if seen[one.student, one.identifier] > 1 else one for one in found]


def _chosen(owner: str, identifier: str, files: list[Entry], exercise: str) -> Submission:
    nobody = Submission(clean(owner), clean(identifier), "", (), owner)
    notebooks = [entry for entry in files if entry.path.lower().endswith(".ipynb")]
    if not notebooks:
        return replace(nobody, notes=("no hay un archivo .ipynb",))
    best = max(
        notebooks, key=lambda entry: (_names(entry.path, exercise), _moment(entry), entry.path)
    )
    if not best.regular:
        return replace(nobody, notes=("el cuaderno es un enlace, no un archivo",))
    notes = []
    if len(notebooks) > 1:
        name = clean(PurePosixPath(best.path).name)
        notes.append(f"entregó {len(notebooks)} cuadernos: se calificó «{name}», el último")
    return replace(nobody, path=best.path, notes=tuple(notes))


def _names(path: str, exercise: str) -> bool:
    return re.search(rf"(?<!\d){exercise}_", PurePosixPath(path).name) is not None


def _moment(entry: Entry) -> str:
    match = BLACKBOARD.fullmatch(PurePosixPath(entry.path).name)
    return match["when"] if match else entry.when
