"""Ejercicio 02: aumento de datos, desde correr una imagen a mano hasta elegir cuánto correrla."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.grading.compare import (
    Mistakes,
    assert_choice,
    assert_close,
    assert_property,
    fields,
    numbers,
    parts,
    recognise,
)
from course_lib.grading.question import WrongAnswerError, question

Rng = np.random.Generator
Array = NDArray[Any]  # aquí también hay imágenes uint8, coordenadas enteras y máscaras
Data = tuple[Array, Array]


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


@question(
    "2.1",
    points=1,
    section="La idea: lo que no cambia la respuesta",
    hint="Para cada casilla de la salida pregunta de qué casilla de la entrada viene.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con doce píxeles."""
    image = np.array([[5, 1, 8, 3], [2, 7, 4, 9], [6, 3, 1, 5]])

    def moved(down: int, right: int, mode: str = "constant", image: Array = image) -> Any:
        return _shifted(image[None], np.array([down]), np.array([right]), mode)[0]

    zeros, reflect, mirror = fields(student.by_hand(), "zeros", "reflect", "mirror")
    assert_close(
        zeros,
        moved(1, 2).tolist(),
        name="`zeros`",
        reveal=False,
        mistakes={
            "Corriste al revés: la imagen va hacia abajo y hacia la derecha.": moved(-1, -2),
            "Corriste hacia la izquierda: la columna de la izquierda es la que se vacía.": (
                moved(1, -2)
            ),
            "Corriste hacia arriba: la fila de arriba es la que se vacía.": moved(-1, 2),
            "Cambiaste los ejes: es 1 hacia abajo y 2 hacia la derecha.": moved(2, 1),
            "Falta correrla también hacia abajo.": moved(0, 2),
            "Falta correrla también hacia la derecha.": moved(1, 0),
            "Lo que sale no vuelve por el otro lado: donde entra, van ceros.": moved(1, 2, "wrap"),
            "Ahí reflejaste: en `zeros`, donde entra imagen nueva van ceros.": (
                moved(1, 2, "symmetric")
            ),
            "Ahí repetiste el borde: en `zeros`, donde entra imagen nueva van ceros.": (
                moved(1, 2, "edge")
            ),
            "Son 2 hacia la derecha, no 1.": moved(1, 1),
        },
    )
    assert_close(
        reflect,
        moved(0, 2, "symmetric").tolist(),
        name="`reflect`",
        reveal=False,
        mistakes={
            "El espejo está en el filo de la imagen: la primera columna también se refleja.": (
                moved(0, 2, "reflect")
            ),
            "Repetiste la columna del borde: reflejar es leerlas hacia adentro, en orden.": (
                moved(0, 2, "edge")
            ),
            "Entró lo que salió por el otro lado: se refleja lo que está junto al borde.": (
                moved(0, 2, "wrap")
            ),
            "Reflejaste el borde derecho: el hueco está a la izquierda.": (
                np.c_[image[:, :1:-1], image[:, :2]]
            ),
            "Pusiste ceros: en `reflect` el hueco se llena con el reflejo.": moved(0, 2),
            "Copiaste las dos primeras columnas en su orden: en un espejo se leen al revés.": (
                np.c_[image[:, :2], image[:, :2]]
            ),
            "Corriste hacia la izquierda: es hacia la derecha.": moved(0, -2, "symmetric"),
            "Reflejaste la imagen entera: solo se corre, y el reflejo llena el hueco.": (
                image[:, ::-1]
            ),
            "Aquí no se corre hacia abajo: solo hacia la derecha.": moved(1, 2, "symmetric"),
            "Esa corrida es hacia abajo: es hacia la derecha.": moved(2, 0, "symmetric"),
        },
    )
    assert_close(
        mirror,
        moved(0, 1, image=image[:, ::-1]).tolist(),
        name="`mirror`",
        reveal=False,
        mistakes={
            "Corriste primero y reflejaste después: el orden importa, y es al revés.": (
                moved(0, 1)[:, ::-1]
            ),
            "Falta correr la imagen ya reflejada.": image[:, ::-1],
            "Falta el espejo antes de correr.": moved(0, 1),
            "Diste vuelta de arriba abajo: izquierda por derecha cambia las columnas.": (
                moved(0, 1, image=image[::-1])
            ),
            "Eso es media vuelta: el espejo cambia solo izquierda por derecha.": (
                moved(0, 1, image=image[::-1, ::-1])
            ),
            "Corriste la imagen reflejada hacia la izquierda: es hacia la derecha.": (
                moved(0, -1, image=image[:, ::-1])
            ),
            "En `mirror` el hueco se llena con ceros.": tuple(
                moved(0, 1, mode, image[:, ::-1]) for mode in ("wrap", "edge")
            ),
            "Después del espejo se corre 1 píxel, no 2.": moved(0, 2, image=image[:, ::-1]),
        },
    )


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


def _assert_dtype(received: Any, x: Array, name: str, argument: str) -> None:
    """Un arreglo de enteros vuelve con su tipo; de una lista o de un float64 basta el aviso."""
    found = np.asarray(received).dtype
    assert_property(
        x.dtype.kind == "f" or isinstance(received, list) or found == x.dtype,
        f"{name}: entró {x.dtype} y salió {found}",
        f"Devuelve el tipo que entró ({x.dtype}), con `.astype({argument}.dtype)`.",
    )


@question(
    "2.3",
    points=1,
    section="Explora: la galería",
    hint="Suma en un tipo donde quepan negativos y más de 255; recorta, y recién ahí uint8.",
)
def brighten(student: Any, rng: Rng) -> None:
    """El error: manchas al aclarar."""
    for height, width in ((7, 6), (5, 8)):
        x = rng.integers(0, 256, (4, height, width), dtype=np.uint8)
        x[:2, 0, :2] = 0, 255
        x[2:] = x[2:] // 2 + 60  # no todas llegan al negro y al blanco
        delta = rng.permutation([-170, -40, 60, 200])
        received = student.brighten(x, delta)
        sums = x + delta[:, None, None]
        wrapped = sums.astype(np.uint8)
        assert_close(
            received,
            np.clip(sums, 0, 255).astype(np.uint8),
            name="el lote",
            mistakes={
                "Todavía da la vuelta: en uint8, 250 + 10 es 4 y 5 − 10 es 251. Suma en un tipo "
                "más ancho antes de recortar.": wrapped,
                "Los valores se salen de rango: falta recortar entre 0 y 255.": sums,
                "Recortaste arriba y no abajo: un negativo que pasa a uint8 da la vuelta.": (
                    np.minimum(sums, 255).astype(np.uint8),
                    np.minimum(sums, 255),
                ),
                "Recortaste abajo y no arriba: lo que pasa de 255 da la vuelta.": (
                    np.maximum(sums, 0).astype(np.uint8),
                    np.maximum(sums, 0),
                ),
                "En int8 solo caben de −128 a 127: pasa a un tipo más ancho, como int16.": tuple(
                    (part.astype(np.int64)).clip(0, 255)
                    for part in (
                        sums.astype(np.int8),
                        x.astype(np.int8) + delta[:, None, None].astype(np.int8),
                        x.astype(np.int16) + delta[:, None, None].astype(np.int8),
                        x.astype(np.int8) + delta[:, None, None],
                    )
                ),
                "Falla al oscurecer: en uint8, un delta negativo pasa a ser positivo. Convierte "
                "las imágenes, no `delta`.": (
                    x.astype(int) + delta[:, None, None].astype(np.uint8)
                ).clip(0, 255),
                "Dejaste sin efecto los delta negativos, que oscurecen.": (
                    (x + delta.clip(0)[:, None, None]).clip(0, 255)
                ),
                "Usaste el valor absoluto: un resultado negativo se recorta a 0, y un delta "
                "negativo oscurece.": (
                    np.abs(sums).clip(0, 255),
                    (x + np.abs(delta)[:, None, None]).clip(0, 255),
                ),
                "El signo: un delta positivo aclara, y se suma.": (
                    (x - delta[:, None, None]).clip(0, 255)
                ),
                "Aclaraste todas lo mismo: cada imagen tiene su `delta[i]`.": tuple(
                    (x + d).clip(0, 255) for d in (delta[0], delta[-1], delta.mean())
                ),
                "Recortaste entre 0 y 1: aquí los grises van de 0 a 255.": sums.clip(0, 1),
                "Al volver a uint8 se truncó: haz la cuenta en enteros, no entre 0 y 1.": tuple(
                    (part.clip(0, 1) * 255).astype(np.uint8)
                    for part in (sums / 255, x / 255 + (delta / 255)[:, None, None])
                ),
                "Devolviste las imágenes sin aclarar.": x,
                "uint16 no tiene negativos: lo que baja de 0 da la vuelta y termina en 255.": (
                    np.where(sums < 0, 255, sums.clip(0, 255))
                ),
                "El tope también se incluye: los grises llegan hasta 255.": (
                    sums.clip(0, 254),
                    sums.clip(1, 255),
                    sums.clip(1, 254),
                ),
                "Multiplicaste: `delta` se suma a cada gris.": tuple(
                    turn((x * factor).clip(0, 255)).astype(np.uint8)
                    for factor in (1 + delta[:, None, None] / 255, delta[:, None, None] / 255)
                    for turn in (np.floor, np.round)
                ),
                "Reescalaste la imagen: lo que se sale solo se recorta, y el resto no cambia.": (
                    _stretched(sums)
                ),
            },
        )
        _assert_dtype(received, x, "el lote", "images")


def _stretched(sums: Array) -> tuple[Array, ...]:
    """Lo que queda al llevar cada imagen (todas, o solo las que se salen) a 0–255."""
    low, high = (find(axis=(1, 2), keepdims=True) for find in (sums.min, sums.max))
    scaled = (sums - low) / (high - low) * 255
    inside = (low >= 0) & (high <= 255)
    return tuple(
        turn(image)
        for image in (np.where(inside, sums, scaled), scaled)
        for turn in (np.round, np.floor)
    )


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


@question(
    "2.5",
    points=3,
    section="¿Cuándo falla?",
    hint="Por cada m: aumenta solo el entrenamiento, busca el vecino más cercano de cada imagen de "
    "validación, sin tocarla, y cuenta los errores; elige el m con menos.",
)
def choose_shift(student: Any, rng: Rng) -> None:
    """Aumentar sin fuga y elegir cuánto correr."""
    x, y = rng.random((24, 7, 8)), rng.integers(0, 10, 24)
    _assert_augmented(student, x, y, 2, 40, int(rng.integers(1000)))
    _assert_augmented(student, x, y, 0, 2, int(rng.integers(1000)))
    _assert_seeds(student, x, y, int(rng.integers(1000)))
    train, val = _two_rooms(rng)
    shifts, copies, seed = [0, 2, 3, 4, 8], 10, int(rng.integers(1000))
    answer = student.choose_shift(*train, *val, shifts, copies, seed)
    val_error, shift = fields(answer, "val_error", "shift")
    studies = [_pair(student.augment(*train, m, copies, seed)) for m in shifts]
    errors = _assert_val_error(student, val_error, train, val, studies, (shifts, copies, seed))
    best = int(np.argmin(errors))
    assert_close(
        shift,
        shifts[best],
        name="`augment` y `val_error` ya están bien; `shift`",
        mistakes={
            "Devolviste la posición: el elegido es `shifts[posición]`.": best,
            "Devolviste el error: `shift` es el m que lo logra.": np.min(errors),
            "Con ese m se falla más en validación: busca el menor `val_error`, con `np.argmin`. El "
            "error de entrenamiento no sirve: con el vecino más cercano es siempre 0.": tuple(
                shifts
            ),
        },
        hint="Decide tu `val_error`: el m que lo deja más bajo y, si hay empate, el menor m.",
    )
    tied = student.choose_shift(*train, *train, [0, 1, 2], 1, seed)  # todos los errores son 0
    assert_close(
        fields(tied, "shift")[0],
        0,
        name="`shift`, con el mismo error en todos los m",
        hint="Si hay empate se elige el menor m, como hace `np.argmin`.",
    )


def _pair(answer: Any) -> Data:
    """Las imágenes y las etiquetas que devuelve `augment`."""
    x, y = parts(answer, ("las imágenes aumentadas", "sus etiquetas"))
    return numbers(x, "las imágenes aumentadas"), numbers(y, "sus etiquetas")


def _assert_augmented(student: Any, x: Array, y: Array, m: int, copies: int, seed: int) -> None:
    """Revisa, sin conocer el sorteo, que cada versión sea su imagen corrida como se pide."""
    many_x, many_y = _pair(student.augment(x, y, m, copies, seed))
    n, total = len(x), (copies + 1) * len(x)
    short = many_x.shape == (copies * n, *x.shape[1:]) and np.allclose(many_x[:n], x)
    assert_property(
        not short,
        f"hay {copies - 1} bloques de versiones y se piden {copies}",
        "Falta un bloque: son `copies` versiones, además de las originales.",
    )
    assert_property(
        many_x.shape == (total, *x.shape[1:]),
        f"las imágenes aumentadas: esperaba forma {(total, *x.shape[1:])} y recibí {many_x.shape}",
        {
            (copies * n, *x.shape[1:]): "Faltan las originales: van primero, antes de las copias.",
            (copies + 1, *x.shape): "Sobra un eje: junta los bloques con `np.concatenate`.",
            (copies, *x.shape): "Junta los bloques con `np.concatenate`, con las originales.",
            x.shape: "Devolviste un solo bloque: van las originales y `copies` versiones.",
        }.get(many_x.shape, "Van las N originales y después `copies` bloques de N versiones."),
    )
    blocks = many_x.reshape(copies + 1, *x.shape)
    per_image = many_x.reshape(n, copies + 1, *x.shape[1:]).swapaxes(0, 1)
    assert_property(
        m == 0 or np.allclose(blocks[0], x) or not np.allclose(per_image[0], x),
        "las imágenes aumentadas no van en el orden pedido",
        "Pusiste juntas las versiones de cada imagen: van por bloques, primero las N originales.",
    )
    assert_property(
        np.allclose(blocks[0], x),
        "el primer bloque no son las originales",
        "Las primeras N imágenes son las originales, sin correr y en su orden.",
    )
    assert_close(
        many_y,
        np.tile(y, copies + 1),
        name="las etiquetas aumentadas",
        reveal=False,
        hint="Cada versión lleva la etiqueta de su original.",
        mistakes={
            "Con `np.repeat` las etiquetas no calzan: las imágenes van por bloques, y para eso "
            "está `np.tile`.": np.repeat(y, copies + 1),
            "Faltan las etiquetas de las versiones: hay una por cada imagen.": y,
            "Faltan las etiquetas de las originales, que van primero.": np.tile(y, copies),
        },
    )
    moves = _find_moves(blocks[1:], x, m)
    if m:
        _assert_moves(moves, m)


def _find_moves(versions: Array, x: Array, m: int) -> Array:
    """El (down, right) de cada versión; explica las que no son su imagen corrida."""
    moves, found = _match(versions, x, m, "symmetric")
    if found.all():
        return moves
    order = np.arange(len(x))[::-1]
    reasons = {
        "Llenaste el hueco con ceros: aquí va el reflejo, como en 2.2.": (x, m, "constant"),
        "Lo que sale entra por el otro lado: aquí va el reflejo, como en 2.2.": (x, m, "wrap"),
        "Repetiste el borde: aquí va el reflejo, como en 2.2.": (x, m, "edge"),
        "Tu reflejo se salta el borde: usa el de 2.2, que lo repite.": (x, m, "reflect"),
        "Hay imágenes corridas más de `shift` píxeles: cada una parte de la original, no de una "
        "ya corrida, y se sortea entre −shift y shift.": (x, min(x.shape[1:]) - 1, "symmetric"),
        "Las versiones no van en el orden de las originales.": (x[order], m, "symmetric"),
    }
    for hint, (images, most, mode) in reasons.items():
        if _match(versions, images, most, mode)[1].all():
            raise WrongAnswerError("hay versiones que no se corrieron como se pide", hint)
    raise WrongAnswerError(
        f"{(~found).sum()} de {found.size} versiones no son su original corrido hasta {m} píxeles",
        "Cada versión parte de su original (no de una ya corrida) y se corre con `shift_batch`.",
    )


def _match(versions: Array, x: Array, m: int, mode: str) -> tuple[Array, Array]:
    moves = np.zeros((*versions.shape[:2], 2), int)
    found = np.zeros(versions.shape[:2], bool)
    for down, right in product(range(-m, m + 1), repeat=2):
        move = _shifted(x, np.full(len(x), down), np.full(len(x), right), mode)
        equal = np.abs(versions - move).max(axis=(2, 3)) < 1e-4
        moves[equal] = down, right
        found |= equal
    return moves, found


def _assert_moves(moves: Array, m: int) -> None:
    """El sorteo: propio de cada versión, en los dos ejes, parejo y con los dos extremos."""
    down, right = moves[..., 0], moves[..., 1]
    rules = {
        "Ninguna versión se corrió: sortea los desplazamientos.": not moves.any(),
        "Usaste el mismo sorteo para todo el lote: cada imagen lleva el suyo.": (
            (moves == moves[:, :1]).all()
        ),
        "Los bloques son iguales: sortea de nuevo en cada uno (¿creas el generador dentro del "
        "ciclo?).": (moves == moves[:1]).all(),
        "Solo se corren hacia los lados: falta sortear `down`.": not down.any(),
        "Solo se corren hacia arriba y abajo: falta sortear `right`.": not right.any(),
        "Solo sorteaste los extremos: se sortea entre todos los enteros de −shift a shift.": (
            (np.abs(moves) == m).all()
        ),
        "Cada versión se corre en los dos ejes, no en uno a la vez.": (down * right == 0).all(),
        "Usaste el mismo número en los dos ejes: sortea `down` y `right` por separado.": (
            (np.abs(down) == np.abs(right)).all()
        ),
        "Solo se corren en un sentido: el sorteo va de −shift a shift.": (
            moves.min() == 0 or moves.max() == 0
        ),
        "Falta un extremo: `rng.integers(a, b)` nunca entrega b, y shift también se sortea.": (
            down.max() < m or right.max() < m
        ),
        "Falta el extremo −shift: se sortea de −shift a shift, con los dos incluidos.": (
            down.min() > -m or right.min() > -m
        ),
    }
    for hint, broken in rules.items():
        assert_property(not broken, "los desplazamientos no se sortearon como se pide", hint)
    counts = np.array([np.bincount(axis.ravel() + m) for axis in (down, right)])
    ends, middle = counts[:, [0, -1]].mean(), counts[:, 1:-1].mean()
    assert_property(  # el sorteo parejo queda a más de seis desviaciones de 0,75
        not 0.35 < ends / middle < 0.75,
        "los desplazamientos −shift y shift salen la mitad que los demás",
        "¿Redondeaste un sorteo continuo? Los enteros de −shift a shift son igual de probables.",
    )
    assert_property(  # con 960 versiones, el sorteo parejo queda a seis desviaciones de esto
        counts.min() > 0.5 * counts.mean() and counts.max() < 1.5 * counts.mean(),
        "hay desplazamientos que casi no salen y otros que salen demasiado",
        "Los enteros de −shift a shift son todos igual de probables en cada eje, también el 0.",
    )


def _assert_seeds(student: Any, x: Array, y: Array, seed: int) -> None:
    first, again, other = (_pair(student.augment(x, y, 2, 3, s))[0] for s in (seed, seed, seed + 1))
    assert_property(
        np.array_equal(first, again),
        "con la misma semilla, `augment` entrega otras imágenes",
        "Todo el azar sale de `np.random.default_rng(seed)`, creado dentro de la función.",
    )
    assert_property(
        not np.array_equal(first, other),
        "con otra semilla, `augment` entrega las mismas imágenes",
        "Usa el argumento `seed`, y no un número fijo, para crear el generador.",
    )


def _two_rooms(rng: Rng) -> tuple[Data, Data]:
    """Dos figuras, a la izquierda o a la derecha: correrlas poco ayuda; mucho cambia la clase."""
    none = few = 0.0
    while none < few + 0.15:
        figures = (rng.random((2, 4, 4)) < 0.5).astype(float)
        train, val = _room(rng, figures, 24), _room(rng, figures, 97)
        none, few = (_neighbour_error(_some_shifts(rng, train, m), val) for m in (0, 2))
    return train, val


def _room(rng: Rng, figures: Array, n: int) -> Data:
    x, y = rng.normal(0, 0.2, (n, 12, 16)), rng.permutation(np.arange(n) % 4)
    for image, label in zip(x, y, strict=True):
        row, column = rng.integers(-2, 3, 2) + np.array([4, 10 if label >= 2 else 2])
        image[row : row + 4, column : column + 4] += figures[label % 2]
    return x, y


def _some_shifts(rng: Rng, data: Data, m: int, copies: int = 10) -> Data:
    x, y = np.tile(data[0], (copies, 1, 1)), np.tile(data[1], copies)
    moved = _shifted(x, *rng.integers(-m, m + 1, (2, len(x))))
    return np.concatenate([data[0], moved]), np.concatenate([data[1], y])


def _squared(memory: Array, images: Array) -> Array:
    """Distancias euclidianas al cuadrado, salvo un término que es igual para toda la memoria."""
    return np.asarray(np.sum(memory**2, axis=1) - 2 * images @ memory.T)


def _absolute(memory: Array, images: Array) -> Array:
    return np.array([np.abs(memory - image).sum(axis=1) for image in images])


def _angle(memory: Array, images: Array) -> Array:
    return -images @ (memory / np.linalg.norm(memory, axis=1, keepdims=True)).T


def _means(study: Data) -> Data:
    classes = np.unique(study[1])
    return np.array([study[0][study[1] == c].mean(axis=0) for c in classes]), classes


def _vote_error(study: Data, asked: Data, k: int) -> float:
    """El error si votan los k vecinos más cercanos."""
    memory, images = (data[0].reshape(len(data[0]), -1) for data in (study, asked))
    nearest = _squared(memory, images).argsort(axis=1, kind="stable")[:, :k]
    votes = np.array([int(np.argmax(np.bincount(row))) for row in study[1][nearest]])
    return float(np.mean(votes != asked[1]))


def _line_error(study: Data, asked: Data, axis: int) -> float:
    """El error si se compara solo la fila o la columna más parecida."""
    gaps = [((study[0] - image) ** 2).sum(axis=3 - axis).min(axis=1).argmin() for image in asked[0]]
    return float(np.mean(study[1][gaps] != asked[1]))


def _neighbour_error(
    study: Data, asked: Data, distance: Callable[[Array, Array], Array] = _squared
) -> float:
    """La fracción de `asked` cuyo vecino más cercano en `study` es de otra clase."""
    memory, images = (data[0].reshape(len(data[0]), -1) for data in (study, asked))
    return float(np.mean(study[1][distance(memory, images).argmin(axis=1)] != asked[1]))


def _assert_val_error(
    student: Any,
    received: Any,
    train: Data,
    val: Data,
    studies: list[Data],
    options: tuple[list[int], int, int],
) -> Array:
    """Compara con el vecino más cercano en lo que entrega el propio `augment`."""
    shifts, copies, seed = options
    curve = numbers(received, "`val_error`")
    assert_property(
        curve.shape == (len(shifts),),
        f"`val_error`: esperaba forma {(len(shifts),)} y recibí {curve.shape}",
        "Es un vector con un error por cada m de `shifts`.",
    )
    right = np.array([_neighbour_error(study, val) for study in studies])
    n, size = len(val[1]), len(train[1])
    if np.abs(curve - right).max() < 1.5 / n:  # una imagen casi en empate puede cambiar de vecino
        return curve

    def measure(change: Callable[[int, Data], float]) -> Array:
        return np.array([change(m, study) for m, study in zip(shifts, studies, strict=True)])

    def augmented(data: Data, m: int) -> Data:
        return _pair(student.augment(*data, m, copies, seed))

    moved = [augmented(val, m) for m in shifts]
    mistakes: Mistakes = {
        "Contaste aciertos: se pide la fracción de errores.": 1 - right,
        "Se pide una fracción entre 0 y 1, no un porcentaje.": 100 * right,
        "Contaste los errores: divide por el número de imágenes de validación.": n * right,
        "Aumentaste también la validación: se mide en las imágenes tal como llegan.": (
            np.array([
                _neighbour_error(study, data) for study, data in zip(studies, moved, strict=True)
            ]),
            np.array([
                _neighbour_error(study, (data[0][n:], data[1][n:]))
                for study, data in zip(studies, moved, strict=True)
            ]),
            np.array([
                _neighbour_error(study, (data[0][n : 2 * n], val[1]))
                for study, data in zip(studies, moved, strict=True)
            ]),
            np.array([
                _neighbour_error(study, (data[0][: 2 * n], data[1][: 2 * n]))
                for study, data in zip(studies, moved, strict=True)
            ]),
            measure(lambda m, _: _neighbour_error(train, augmented(val, m))),
        ),
        "Error 0 con todo m: cada imagen se encontró a sí misma en la memoria. ¿Mediste en "
        "entrenamiento, o aumentaste también validación (una fuga)?": np.zeros(len(shifts)),
        "Falta aumentar: da lo mismo con todo m.": (
            measure(lambda *_: _neighbour_error(train, val))
        ),
        "Intercambiaste los conjuntos: la memoria es el entrenamiento y se pregunta por "
        "validación.": (
            measure(lambda m, _: _neighbour_error(augmented(val, m), train)),
            measure(lambda m, _: _neighbour_error(val, train)),
        ),
        "Dejaste fuera las originales: la memoria es todo lo que entrega `augment`.": (
            measure(lambda _, s: _neighbour_error((s[0][size:], s[1][size:]), val))
        ),
        "Las etiquetas no calzan con la memoria: usa las que entrega `augment`.": (
            measure(lambda _, s: _neighbour_error((s[0], np.repeat(train[1], copies + 1)), val))
        ),
        "Sumaste diferencias absolutas: la distancia euclidiana las eleva al cuadrado.": (
            measure(lambda _, study: _neighbour_error(study, val, _absolute))
        ),
        "Esa es la fila más lejana: el vecino es la de menor distancia.": (
            measure(lambda _, study: _neighbour_error(study, val, lambda m, x: -_squared(m, x)))
        ),
        "Usaste el mayor producto punto (¿falta la norma de las guardadas?): el vecino es el de "
        "menor distancia.": (
            measure(lambda _, study: _neighbour_error(study, val, lambda m, x: -x @ m.T))
        ),
        "Usaste el ángulo (coseno): se pide la distancia euclidiana, sin normalizar.": (
            measure(lambda _, study: _neighbour_error(study, val, _angle))
        ),
        "Votaste entre varios vecinos: decide solo el más cercano.": tuple(
            np.array([_vote_error(study, val, k) for study in studies]) for k in (2, 3, 5, 7)
        ),
        "Comparaste con el promedio de cada clase: el vecino es una sola imagen guardada.": (
            measure(lambda _, study: _neighbour_error(_means(study), val))
        ),
        "La distancia suma todos los píxeles de la imagen, no los de una fila o columna.": tuple(
            np.array([_line_error(study, val, k) for study in studies]) for k in (1, 2)
        ),
    }
    worst = int(np.argmax(np.abs(curve - right)))
    wrong_distance = (
        "Falla también con m = 0, donde no importa el sorteo: revisa que la distancia sume todos "
        "los píxeles y que decida un solo vecino, el más cercano."
    )
    raise WrongAnswerError(
        f"`augment` ya está bien; `val_error` no es el del vecino más cercano: en m = "
        f"{shifts[worst]} esperaba {right[worst]:.3f} y recibí {curve[worst]:.3f}",
        recognise(curve, mistakes)
        or (abs(curve[0] - right[0]) > 1.5 / n and wrong_distance)
        or "Por cada m, la memoria es `augment(x_train, y_train, m, copies, seed)`, con esa misma "
        "semilla, y validación no se toca.",
    )


@question(
    "2.6",
    points=1,
    section="¿Qué se aprende de cada aumento?",
    hint="Cada decisión mira una sola fila: la que se parece a las imágenes que van a llegar.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    keys = ("best_plain", "best_moved", "saved", "why", "mirror")
    best_plain, best_moved, saved, why, mirrored = fields(student.read_table(), *keys)
    assert_close(
        best_plain,
        2,
        name="`best_plain`",
        reveal=False,
        mistakes={
            "Ahí es mínimo el error de entrenamiento: mira la fila de validación.": (0, 1),
            "Devolviste el error: se piden los píxeles que lo logran.": 7.7,
            "Ahí la brecha con entrenamiento es la menor, y el error, de los mayores.": 12,
            "Ese no es el mínimo de la fila «tal cual», la única que cuenta aquí.": (3, 4, 6, 9),
        },
    )
    assert_close(
        best_moved,
        4,
        name="`best_moved`",
        reveal=False,
        mistakes={
            "Ahí es mínimo el error de entrenamiento: mira la fila de los corridos.": (0, 1),
            "Devolviste el error: se piden los píxeles que lo logran.": 12.6,
            "Ese no es el mínimo de la fila de los corridos, la única que cuenta aquí.": ((
                2,
                3,
                6,
                9,
                12,
            )),
        },
    )
    assert_close(
        saved,
        542,
        name="`saved`",
        reveal=False,
        hint="Resta los dos errores de la fila de los corridos y llévalo a 1.000 dígitos.",
        mistakes={
            "Esos son puntos porcentuales: de cada 100. Se pide de cada 1.000.": 54.2,
            "Esa es una fracción: se pide de cada 1.000 dígitos.": 0.542,
            "Usaste la fila de los dígitos tal cual: se pregunta por los corridos.": (24, 2.4),
            "Esos son los que sigue fallando: se piden los que deja de fallar.": (126, 12.6),
            "Esos son los que fallaba sin aumento: réstale los que sigue fallando.": (668, 66.8),
            "El signo: deja de fallar, así que es un número positivo.": (-542, -54.2),
            "Comparaste con 2 píxeles: se pide pasar de 0 a 4.": (385, 38.5),
            "Esa es la baja relativa: resta los dos errores y llévalo a 1.000.": (81.1, 811, 0.811),
        },
    )
    assert_choice(
        why,
        "c",
        name="`why`",
        hints={
            "a": "Si hubiera memorizado, el error de entrenamiento sería casi 0, y es de 27,4 %.",
            "b": "Los de validación no se aumentaron: esa fila los mide tal cual.",
            "d": "Un dígito corrido sigue siendo el mismo mientras se vea: las etiquetas son las "
            "de antes.",
        },
    )
    assert_choice(
        mirrored,
        "b",
        name="`mirror`",
        hints={
            "a": "Una letra en un espejo ya no es esa letra, o es otra: piensa en b y d.",
            "c": "En un espejo, una flecha a la izquierda apunta a la derecha: cambia la etiqueta.",
            "d": "En un espejo la caja queda en otro lugar: la etiqueta tiene que moverse.",
        },
    )
