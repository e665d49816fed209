"""Guardar y leer pesos sin perder nada: un archivo se reemplaza entero o no se toca."""

import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from course_lib.config import Array

SUFFIX = ".weights.npz"


def save_arrays(path: Path, arrays: Sequence[Array], overwrite: bool = True) -> None:
    """Escribe los arreglos en orden en un archivo `.weights.npz`."""
    if not path.name.endswith(SUFFIX):
        raise ValueError(f"`filepath` debe terminar en {SUFFIX!r}. Recibido: {str(path)!r}.")
    if path.exists() and not overwrite:
        raise FileExistsError(f"{str(path)!r} ya existe. Con overwrite=True se reemplaza.")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"No existe la carpeta {str(path.parent)!r}: créala primero.")
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, *arrays)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def load_arrays(path: Path) -> list[Array]:
    """Lee los arreglos que guardó `save_arrays`, en el mismo orden."""
    if not path.is_file():
        raise FileNotFoundError(f"No existe el archivo de pesos {str(path)!r}.")
    try:
        with np.load(path, allow_pickle=False) as stored:
            return [stored[f"arr_{i}"] for i in range(len(stored.files))]
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"{str(path)!r} está dañado o no es un archivo de pesos de `save_weights`."
        ) from error
