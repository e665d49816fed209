"""Pregunta 2.3: el error: manchas al aclarar."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_02.questions.shared import Array, Rng, _assert_dtype


@question(
    "2.3",
    points=1,
    section="Explora: ¿hasta dónde es cierta la etiqueta?",
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
