"""Los archivos de un curso: una carpeta, o el zip de la plataforma, que nunca se extrae."""

import os
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from course_lib.grading import opening

MIB = 2**20
LARGEST_NOTEBOOK = 20 * MIB
# Lo que agregan el sistema y los programas: no es de nadie
SYSTEM = {"__MACOSX", ".ipynb_checkpoints", ".git", ".venv", ".DS_Store", ".Trash", ".jupyter"}


class UnreadableError(Exception):
    """Por qué no se puede leer una entrega."""


class SourceError(Exception):
    """Por qué no se puede leer el curso entero."""


@dataclass(frozen=True, order=True)
class Entry:
    """Un archivo del curso: su ruta, cuándo cambió y si es un archivo de verdad.

    `copies` dice cuántas veces lo trae el zip: se abre la última copia.
    """

    path: str
    when: str
    regular: bool
    copies: int = 1


def outside(out: Path, source: Path) -> Path:
    """La carpeta de notas, que no puede estar entre las entregas: ahí escriben otras personas."""
    written = [Path(os.path.abspath(path)) for path in (out, source)]
    real = [path.resolve() for path in (out, source)]
    if any(folder.is_relative_to(inside) for folder, inside in (written, real)):
        raise SourceError(
            f"La carpeta de notas, «{out}», quedaría dentro de las entregas, y lo que haya en ella "
            f"podría ser de quien entrega: elige otra, como --salida {source.parent / 'notas'}."
        )
    return out


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

    def __call__(self, path: str) -> bytes:
        """El contenido de un archivo, o `UnreadableError` con la razón."""
        try:
            with self._open(path) as file:
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
        return opening.inside(self._folder, path)


def _open_zip(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        raise SourceError(f"«{source}»: el zip está dañado: descárgalo de nuevo.") from None


def entries(source: Path) -> Iterator[Entry]:
    """Los archivos que hay, salvo los del sistema."""
    if source.is_dir():
        yield from _folder_entries(source)
    elif source.is_file() and (zipfile.is_zipfile(source) or source.suffix.lower() == ".zip"):
        with _open_zip(source) as archive:
            for path, copies in Counter(archive.namelist()).items():
                member = archive.getinfo(path)
                if not member.is_dir():
                    kind = stat.S_IFMT(member.external_attr >> 16)
                    when = "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*member.date_time)
                    yield Entry(path, when, kind in (0, stat.S_IFREG), copies)
    else:
        raise SourceError(f"«{source}» no es una carpeta ni un zip: revisa la ruta.")


def _folder_entries(source: Path) -> Iterator[Entry]:
    """Una carpeta que no se puede leer también se nombra, con una barra al final."""
    closed: list[OSError] = []
    for folder, folders, names in os.walk(source, onerror=closed.append):
        folders[:] = sorted(set(folders) - SYSTEM)
        for name in names:
            yield _file(source, Path(folder, name))
    for error in closed:
        path = Path(os.fsdecode(error.filename))
        if path == source:
            raise SourceError(f"No puedo leer la carpeta «{source}»: {error.strerror}.")
        yield Entry(f"{path.relative_to(source).as_posix()}/", "", regular=False)


def _file(source: Path, path: Path) -> Entry:
    relative = path.relative_to(source).as_posix()
    try:
        status = path.lstat()
    except OSError:  # una ruta demasiado larga, o que ya no está: se sabrá al abrirla
        return Entry(relative, "", regular=True)
    when = f"{max(int(status.st_mtime), 0):020}"
    return Entry(relative, when, stat.S_ISREG(status.st_mode))
