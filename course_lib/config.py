"""El tipo de coma flotante con que se calcula: float32 para entrenar, float64 para demostrar."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

_floatx: str = "float32"


def floatx() -> str:
    """Devuelve el tipo con que se crean los pesos: "float32" o "float64".

    Keras: `keras.config.floatx`.
    """
    return _floatx


def set_floatx(value: str) -> None:
    """Cambia el tipo de todo lo que se construya desde ahora.

    Argumentos:
        value: "float32" (por defecto, como en Keras) o "float64" (para chequear gradientes).

    Keras: `keras.config.set_floatx`.
    """
    global _floatx
    if value not in ("float32", "float64"):
        raise ValueError(f'`value` debe ser "float32" o "float64". Recibido: {value!r}.')
    _floatx = value


@contextmanager
def use_floatx(value: str) -> Iterator[None]:
    """Cambia el tipo solo dentro de un bloque `with` y luego lo devuelve a como estaba."""
    previous = floatx()
    set_floatx(value)
    try:
        yield
    finally:
        set_floatx(previous)
