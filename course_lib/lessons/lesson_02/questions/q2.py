"""Pregunta 2.2: cada imagen, corrida lo suyo."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_02.questions.shared import Array, Rng, _assert_dtype, _shifted


@question(
    "2.2",
    points=2,
    section="La idea: lo que no cambia la respuesta",
    hint="Mira el elemento que falla: ¿de qué píxel de `x[i]` debía venir?",
)
def shift_batch(student: Any, rng: Rng) -> None:
    """Cada imagen, corrida lo suyo."""
    for height, width, dtype, sign in (
        (6, 9, "float64", 1),
        (9, 7, "float32", -1),  # el mayor desplazamiento es negativo
        (7, 6, "uint8", 1),
    ):
        x = rng.integers(0, 256, (5, height, width)).astype(dtype)
        if dtype != "uint8":
            x /= 255
        down = sign * rng.permutation([-3, -1, 2, 3, 4])
        right = sign * rng.permutation([-4, -2, 0, 1, 5])
        received = student.shift_batch(x, down, right)
        _assert_shift(received, x, down, right)
        _assert_dtype(received, x, "el lote", "x")


def _read_from(x: Array, down: Array, right: Array, source: Callable[[Array, int], Array]) -> Array:
    """Corre cada imagen; `source` dice de qué índice viene cada posición, también el hueco."""
    rows, columns = map(np.arange, x.shape[1:])
    return np.array([
        image[np.ix_(source(rows - d, len(rows)), source(columns - r, len(columns)))]
        for image, d, r in zip(x, down, right, strict=True)
    ])


def _unturned(k: Array, size: int) -> Array:
    """La franja del borde, sin darla vuelta."""
    return np.where((k < 0) | (k >= size), k - k[0], k)


def _opposite(k: Array, size: int) -> Array:
    """El reflejo del borde opuesto."""
    return np.where((k < 0) | (k >= size), size - 1 - k + k[0], k)


def _late(k: Array, size: int) -> Array:
    """El reflejo que no repite el borde de abajo ni el de la derecha."""
    return np.where(k < 0, -k - 1, np.where(k >= size, 2 * size - k - 2, k))


def _early(k: Array, size: int) -> Array:
    """El reflejo que no repite el borde de arriba ni el de la izquierda."""
    return np.where(k < 0, -k, np.where(k >= size, 2 * size - k - 1, k))


def _assert_shift(received: Any, x: Array, down: Array, right: Array) -> None:
    height, width = x.shape[1:]
    still, first = np.zeros_like(down), np.zeros(len(x), int)
    ones = np.ones_like(x)
    corner = _shifted(ones, down, still, "constant") + _shifted(ones, still, right, "constant")
    orders = [
        np.pad(np.arange(len(x)), k, "symmetric")[: len(x)]
        for k in (max(height, width), min(height, width), 5, 4)
    ]
    once = [_shifted(x, d, r) for d, r in ((-down, right), (down, -right))]
    assert_close(
        received,
        _shifted(x, down, right),
        name="el lote",
        reveal=False,
        mistakes={
            "Corriste al revés: un `down` positivo baja la imagen, uno de `right` la lleva a la "
            "derecha.": _shifted(x, -down, -right),
            "El signo de `down`: positivo es hacia abajo.": once[0],
            "El signo de `right`: positivo es hacia la derecha.": once[1],
            "Cambiaste los ejes: `down` mueve filas (eje 1) y `right`, columnas (eje 2).": (
                _shifted(x, right, down)
            ),
            "Corriste todas las imágenes lo mismo: cada una tiene su `down[i]` y su `right[i]`.": (
                tuple(_shifted(x, down[first + i], right[first + i]) for i in (0, -1))
            ),
            "Lo que sale por un lado entra por el otro (eso hace `np.roll`): en el hueco va el "
            "reflejo.": (
                _shifted(x, down, right, "wrap"),
                _shifted(x, -down, -right, "wrap"),
                _shifted(x, right, down, "wrap"),
            ),
            "Llenaste con ceros: en el hueco va el reflejo.": _shifted(x, down, right, "constant"),
            "Repetiste el borde: el reflejo sigue hacia adentro de la imagen.": (
                _shifted(x, down, right, "edge")
            ),
            "Tu espejo se salta la fila o columna del borde: aquí también se repite (en `np.pad` "
            "se llama «symmetric»).": _shifted(x, down, right, "reflect"),
            "Falta correr a los lados: solo usaste `down`.": _shifted(x, down, still),
            "Falta correr hacia arriba o hacia abajo: solo usaste `right`.": (
                _shifted(x, still, right)
            ),
            "Devolviste las imágenes sin correr.": x,
            "Devolviste las imágenes con su marco: falta recortar.": tuple(
                np.pad(x, ((0, 0), (rows, rows), (cols, cols)), "symmetric")
                for rows, cols in (x.shape[1:], (5, 5), (4, 5), (max(x.shape),) * 2)
            ),
            "Devolviste una sola imagen: van todas, en el mismo orden.": tuple(
                _shifted(x, down, right)[i] for i in (0, -1)
            ),
            "Los negativos también corren: `down` hacia arriba y `right` hacia la izquierda.": (
                _shifted(x, down.clip(0), right.clip(0)),
                _shifted(x, np.abs(down), np.abs(right)),
            ),
            "La esquina quedó en cero: ahí el reflejo es doble, de filas y de columnas.": (
                np.where(corner == 0, 0, _shifted(x, down, right))
            ),
            "La imagen no siempre es cuadrada: las filas usan H y las columnas, W.": tuple(
                _shifted(x, down, right, shape=(side, side)) for side in (height, width)
            ),
            "Pusiste marco también en el eje de las imágenes: en `np.pad`, ese eje lleva (0, 0).": (
                tuple(_shifted(x[order], down, right) for order in orders)
            ),
            "Copiaste la franja del borde en su orden: en un espejo se lee al revés.": (
                _read_from(x, down, right, _unturned)
            ),
            "Reflejaste el borde opuesto: el hueco refleja el borde que tiene al lado.": (
                _read_from(x, down, right, _opposite)
            ),
            "Tu reflejo repite el borde en un lado y no en el otro: se repite en los cuatro.": (
                _read_from(x, down, right, _late),
                _read_from(x, down, right, _early),
            ),
        },
    )
