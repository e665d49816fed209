"""Pregunta 2.1: a mano, con doce píxeles."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_02.questions.shared import Array, Rng, _shifted


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
