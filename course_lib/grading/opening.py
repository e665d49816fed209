"""Abrir un archivo que otra persona pudo cambiar por un enlace, una tubería u otra cosa."""

import errno
import os
import stat
from pathlib import Path
from typing import IO

NOT_A_FILE = "es un enlace, o no es un archivo"
# Sin O_NONBLOCK, abrir una tubería espera a quien escriba en ella; en Windows no están
FILE = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    FILE |= getattr(os, _name, 0)


def regular(path: str | Path, folder: int | None = None) -> IO[bytes]:
    """El archivo, abierto para leer; si es otra cosa, `OSError`.

    Argumentos:
        folder: la carpeta ya abierta donde está; si no se da, la actual.
    """
    try:
        found = os.open(path, FILE, dir_fd=folder)
    except OSError as error:
        raise _explained(error) from None
    if not stat.S_ISREG(os.fstat(found).st_mode):
        os.close(found)
        raise OSError(errno.EINVAL, NOT_A_FILE, os.fspath(path))
    return open(found, "rb")


def inside(folder: Path, path: str) -> IO[bytes]:
    """Un archivo de adentro de una carpeta, sin pasar por ningún enlace en el camino."""
    if os.open not in os.supports_dir_fd:  # Windows
        return regular(folder / path)
    *folders, name = path.split("/")
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in folders:
            inner = _entered(part, here)
            os.close(here)
            here = inner
        return regular(name, here)
    finally:
        os.close(here)


def _entered(name: str, folder: int) -> int:
    try:
        return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
    except OSError as error:
        raise _explained(error) from None


def _explained(error: OSError) -> OSError:
    """Dice que es un enlace: el sistema lo dice de otra manera según cómo se abra."""
    if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO):
        return OSError(error.errno, NOT_A_FILE, error.filename)
    return error
