"""Guardar y leer pesos sin perder nada: un archivo se reemplaza entero o no se toca."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from course_lib.config import Array

SUFFIX = ".weights.npz"

FROM_KERAS = (
    " Ábrelo con `keras` y trae sus pesos con `red.set_weights(red_de_keras.get_weights())`; si "
    "Keras tampoco lo abre, está dañado"
)
# Lo que suele llegar en vez de los pesos: desde qué byte se reconoce, qué bytes trae y qué es
FOREIGN = (
    (0, b"\x89HDF\r\n\x1a\n", f"un archivo HDF5 (.h5), como los que guarda Keras.{FROM_KERAS}"),
    (30, b"metadata.json", f"una red entera de Keras (.keras).{FROM_KERAS}"),
    (0, b"\x93NUMPY", "un solo arreglo de NumPy (.npy)"),
    (0, b"\x80", "un pickle de Python, que no se abre porque podría ejecutar cualquier cosa"),
    (0, b"version https://git-lfs", "un puntero de Git LFS: falta bajarlo con `git lfs pull`"),
    (0, b"<", "una página web: la descarga no trajo el archivo"),
)


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
    start = b""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            file.seek(0)
            with np.load(file, allow_pickle=False) as stored:
                return [stored[f"arr_{i}"] for i in range(len(stored.files))]
    except Exception as error:  # un archivo dañado puede fallar de cualquier manera
        raise ValueError(f"{str(path)!r} {_what_it_is(path, start)}.") from error


def _what_it_is(path: Path, start: bytes) -> str:
    """Dice, por sus primeros bytes y su nombre, qué es un archivo que no se pudo leer."""
    for position, signature, kind in FOREIGN:
        if start[position:].startswith(signature):
            return f"no es un archivo de pesos de `save_weights`: es {kind}"
    if path.suffix in (".h5", ".hdf5"):
        return (
            f"se llama {path.suffix}, pero no es HDF5: está dañado, o es otra cosa con ese nombre"
        )
    return "está dañado o no es un archivo de pesos de `save_weights`"
