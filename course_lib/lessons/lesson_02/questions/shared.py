"""Lo que comparten varias preguntas del ejercicio 02."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.grading.compare import (
    assert_property,
)

Rng = np.random.Generator
Array = NDArray[Any]  # aquí también hay imágenes uint8, coordenadas enteras y máscaras


def _shifted(
    x: Array,
    down: Array,
    right: Array,
    mode: Any = "symmetric",
    shape: tuple[int, int] | None = None,
) -> Array:
    """Corre cada imagen: un recorte de la imagen con marco; `mode` es el de `np.pad`."""
    height, width = shape or x.shape[1:]
    big = np.pad(x, ((0, 0), (height, height), (width, width)), mode=mode)
    return np.array([
        image[height - d : 2 * height - d, width - r : 2 * width - r]
        for image, d, r in zip(big, down, right, strict=True)
    ])


def _assert_dtype(received: Any, x: Array, name: str, argument: str) -> None:
    """Un arreglo de enteros vuelve con su tipo; de una lista o de un float64 basta el aviso."""
    found = np.asarray(received).dtype
    assert_property(
        x.dtype.kind == "f" or isinstance(received, list) or found == x.dtype,
        f"{name}: entró {x.dtype} y salió {found}",
        f"Devuelve el tipo que entró ({x.dtype}), con `.astype({argument}.dtype)`.",
    )
