"""Pregunta 2.4: el espejo mueve también la etiqueta."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_02.questions.shared import Array, Rng


@question(
    "2.4",
    points=2,
    section="¿Y si el cambio rompe la etiqueta?",
    hint="Prueba con una sola fila de cinco píxeles: ¿adónde va cada uno, y cada filo de la caja?",
)
def mirror(student: Any, rng: Rng) -> None:
    """El espejo mueve también la etiqueta."""
    names = ("las imágenes", "los puntos", "las cajas")
    for height, width in ((9, 14), (12, 8)):
        images, points, boxes = _faces(rng, 6, height, width)
        flip = rng.permutation([True, False, True, True, False, True])
        answer = student.mirror(images, points, boxes, flip)
        received = parts(answer, names)
        shapes = [numbers(*pair).shape for pair in zip(received, names, strict=True)]
        right = [images.shape, points.shape, boxes.shape]
        assert_property(
            shapes == right or sorted(shapes) != sorted(right),
            f"esperaba las formas {right} y recibí {shapes}",
            "Cambiaste el orden: es imágenes, puntos, cajas.",
        )
        _assert_images(received[0], images, flip)
        _assert_points(received[1], points, flip, height, width)
        _assert_boxes(received[2], boxes, flip, height, width)


def _faces(rng: Rng, n: int, height: int, width: int) -> tuple[Array, Array, Array]:
    """Imágenes con dos ojos, una nariz y una caja que no están centrados."""
    middle = width // 2
    left, right = rng.integers(0, middle - 2, n), rng.integers(middle, width - 1, n)
    columns = np.stack([left, right, rng.integers(left + 1, right)], axis=1)
    points = np.stack([columns, rng.integers(0, height, (n, 3))], axis=2)
    points[:, 1, 1] = (points[:, 0, 1] + rng.integers(1, height, n)) % height
    top = rng.integers(0, height - 3, n)
    boxes = np.stack([left, top, right, rng.integers(top + 2, height)], axis=1)
    return rng.random((n, height, width)), points, boxes


def _assert_images(received: Any, images: Array, flip: Array) -> None:
    def turned(other: Array, where: Array = flip) -> Array:
        return np.where(where[:, None, None], other, images)

    back = images[:, :, ::-1]
    assert_close(
        received,
        turned(back),
        name="las imágenes",
        reveal=False,
        mistakes={
            "Reflejaste todas: solo las que tienen `flip[i]` verdadero.": back,
            "Reflejaste las que no tocaba: son las que tienen `flip[i]` verdadero.": (
                turned(back, ~flip)
            ),
            "Devolviste las imágenes sin reflejar.": images,
            "Diste vuelta de arriba abajo (eje 1): las columnas son el eje 2.": (
                turned(images[:, ::-1]),
                images[:, ::-1],
            ),
            "Eso es media vuelta: el espejo cambia solo las columnas.": (
                turned(images[:, ::-1, ::-1]),
                images[:, ::-1, ::-1],
            ),
            "Diste vuelta el orden del lote (eje 0): las columnas son el eje 2.": (
                turned(images[::-1]),
                images[::-1],
            ),
            "Devolviste solo las reflejadas: van todas, en el mismo orden.": back[flip],
        },
    )


def _assert_points(received: Any, points: Array, flip: Array, height: int, width: int) -> None:
    def turned(
        size: int = width - 1, *, axis: int = 0, swap: bool = True, where: Array = flip
    ) -> Array:
        other = points.copy()
        other[..., axis] = size - other[..., axis]
        other = other[:, [1, 0, 2]] if swap else other
        return np.where(where[:, None, None], other, points)

    always = np.ones_like(flip)
    swapped = points[:, [1, 0, 2]]
    assert_close(
        received,
        turned(),
        name="los puntos",
        reveal=False,
        mistakes={
            "Falta cambiar los ojos: en el espejo, el que se ve a la izquierda es el otro.": (
                turned(swap=False)
            ),
            "Un píxel de más: las columnas van de 0 a W − 1, así que la 0 pasa a la W − 1.": (
                turned(width),
                turned(width, swap=False),
            ),
            "Cambiaste los ojos y no los moviste: falta la columna nueva.": (
                np.where(flip[:, None, None], swapped, points)
            ),
            "Devolviste los puntos sin mover: la imagen se reflejó y ellos no.": points,
            "Moviste los puntos de todas las imágenes: solo las que tienen `flip[i]` verdadero.": (
                turned(where=always),
                turned(where=always, swap=False),
            ),
            "Moviste los puntos de las que no tocaba: son las que tienen `flip[i]` verdadero.": (
                turned(where=~flip),
                turned(where=~flip, swap=False),
            ),
            "Moviste la fila: cada punto es (x, y), y el espejo cambia x, la columna.": tuple(
                turned(size, axis=1, swap=swap)
                for size in (height - 1, height, width - 1, width)
                for swap in (True, False)
            ),
            "Usaste el alto: las columnas se miden con el ancho W.": tuple(
                turned(size, swap=swap) for size in (height - 1, height) for swap in (True, False)
            ),
            "Quedaron negativos: a −x le falta el ancho.": (turned(0), turned(0, swap=False)),
            "Diste vuelta los tres puntos: la nariz se queda tercera.": (
                np.where(flip[:, None, None], turned(swap=False)[:, ::-1], points)
            ),
            "Los dos ojos quedaron iguales: copia uno antes de intercambiarlos.": tuple(
                np.where(flip[:, None, None], turned(swap=False)[:, order], points)
                for order in ([1, 1, 2], [0, 0, 2])
            ),
            "Cambiaste los ojos en todas: solo en las que tienen `flip[i]` verdadero.": (
                turned(swap=False)[:, [1, 0, 2]]
            ),
        },
    )


def _assert_boxes(received: Any, boxes: Array, flip: Array, height: int, width: int) -> None:
    left, top, right, bottom = boxes.T

    def turned(
        start: Array,
        end: Array,
        where: Array = flip,
        rows: tuple[Array, Array] = (top, bottom),
    ) -> Array:
        other = np.stack([start, rows[0], end, rows[1]], axis=1)
        return np.where(where[:, None], other, boxes)

    good = width - right, width - left
    assert_close(
        received,
        turned(*good),
        name="las cajas",
        reveal=False,
        mistakes={
            "Quedaron con left mayor que right: el borde derecho pasa a ser el izquierdo.": (
                turned(width - left, width - right),
                turned(width - 1 - left, width - 1 - right),
            ),
            "Las cajas quedaron corridas un píxel: el borde 0 pasa a ser el W, no el W − 1.": (
                turned(width - 1 - right, width - 1 - left)
            ),
            "Un borde quedó corrido en un píxel: los dos se restan de W.": (
                turned(width - right, width - 1 - left),
                turned(width - 1 - right, width - left),
                turned(width + 1 - right, width - left),
                turned(width - right, width + 1 - left),
                turned(width + 1 - right, width + 1 - left),
            ),
            "Devolviste las cajas sin mover: la imagen se reflejó y ellas no.": boxes,
            "Moviste las cajas de todas: solo las de `flip[i]` verdadero.": (
                turned(*good, where=np.ones_like(flip))
            ),
            "Moviste las cajas de las que no tocaba: son las de `flip[i]` verdadero.": (
                turned(*good, where=~flip)
            ),
            "Reflejaste las filas: el espejo deja `top` y `bottom` como están.": (
                turned(left, right, rows=(height - bottom, height - top)),
                turned(*good, rows=(height - bottom, height - top)),
            ),
            "Usaste el alto: las columnas se miden con el ancho W.": (
                turned(height - right, height - left)
            ),
            "Solo cambiaste left y right de lugar: falta restarlos del ancho.": turned(right, left),
            "Cambió un solo borde. ¿Usas el `left` que acabas de cambiar? Parte de la caja "
            "original.": (turned(good[0], right), turned(left, good[1])),
            "Moviste un solo borde: al reflejar cambian los dos.": (
                turned(width - left, right),
                turned(left, width - right),
            ),
        },
    )
