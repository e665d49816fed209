"""Guardar y leer pesos sin perder nada: un archivo se reemplaza entero o no se toca."""

import os
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
    temporary = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        with temporary.open("wb") as file:
            np.savez(file, *arrays)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def load_arrays(path: Path) -> list[Array]:
    """Lee los arreglos que guardó `save_arrays`, en el mismo orden."""
    if not path.is_file():
        raise FileNotFoundError(f"No existe el archivo de pesos {str(path)!r}.")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return [stored[f"arr_{i}"] for i in range(len(stored.files))]
    except Exception as error:  # un archivo dañado puede fallar de cualquier manera
        raise ValueError(
            f"{str(path)!r} está dañado o no es un archivo de pesos de `save_weights`."
        ) from error
