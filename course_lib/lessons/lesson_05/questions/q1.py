"""Pregunta 5.1: a mano, con números redondos."""

import math
from typing import Any

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_05.questions.shared import Rng


@question(
    "5.1",
    points=1,
    section="La idea: una cuenta de varianzas",
    hint="Var(z) = n·Var(w)·Var(x); Glorot es Var(w) = 2/(n_in + n_out), y U(−a, a) tiene a²/3.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con números redondos."""
    variance, std, limit, forward, backward = fields(
        student.by_hand(), "variance", "std", "limit", "forward", "backward"
    )
    assert_close(
        variance,
        37.5,
        name="`variance`",
        reveal=False,
        mistakes={
            "Usaste la desviación de las entradas: la cuenta lleva su varianza, 5².": (
                7.5,
                50 * math.sqrt(0.03) * 5,
            ),
            "La varianza de una uniforme entre −a y a no es a²: divide por 3.": (112.5, 22.5, 4.5),
            "La uniforme de −0,3 a 0,3 mide 0,6: su varianza es ancho²/12, o sea, a²/3.": (
                50 * 0.6**2 / 3 * 25,
                50 * 0.3**2 / 12 * 25,
            ),
            "Ese 0,3 es el límite de la uniforme: calcula primero la varianza de los pesos.": (
                375,
                75,
            ),
            "Usaste a/3: la varianza de la uniforme lleva el límite al cuadrado, a²/3.": (125, 25),
            "Falta multiplicar por las 50 entradas: la neurona suma 50 productos.": 0.75,
            "Esa es la desviación de z: se pide su varianza.": (math.sqrt(37.5), math.sqrt(112.5)),
            "El n va sin elevar: las varianzas de 50 términos se suman.": 1875,
            "Usaste √50: las varianzas se suman, son 50 veces la de un término.": (
                math.sqrt(50) * 0.75
            ),
            "Falta la varianza de las entradas.": 1.5,
            "Usaste la desviación de los pesos: la cuenta lleva su varianza.": (
                50 * math.sqrt(0.03) * 25
            ),
        },
    )
    assert_close(
        std,
        0.1,
        name="`std`",
        reveal=False,
        mistakes={
            "Esa es la varianza: la desviación es su raíz.": 0.01,
            "Falta el 2: Glorot divide por el promedio de las dos dimensiones, no por la suma.": (
                math.sqrt(1 / 200),
                1 / 200,
            ),
            "Miraste solo las entradas (LeCun): Glorot usa también las salidas.": (
                math.sqrt(1 / 120),
                1 / 120,
            ),
            "Miraste solo las salidas: Glorot usa también las entradas.": (
                math.sqrt(1 / 80),
                1 / 80,
            ),
            "Ese es el límite de la uniforme: se pide la desviación.": (
                math.sqrt(6 / 200),
                math.sqrt(3 / 200),
            ),
            "Esa es la regla de He: Glorot suma entradas y salidas abajo.": (math.sqrt(2 / 120),),
            "La raíz abarca también al 2: √(2/(n_in + n_out)).": (
                2 / math.sqrt(200),
                math.sqrt(2) / 200,
            ),
            "Multiplicaste entradas por salidas: se suman.": (
                math.sqrt(2 / 9600),
                math.sqrt(1 / 9600),
                (1 / 9600) ** 0.25,
            ),
            "Usaste las dimensiones de la otra capa: esta es de 120 y 80.": math.sqrt(2 / 150),
        },
    )
    assert_close(
        limit,
        0.2,
        name="`limit`",
        reveal=False,
        mistakes={
            "Esa es la desviación: el límite es √3 veces mayor.": math.sqrt(2 / 150),
            "Falta el 2 de Glorot: se divide por el promedio de las dos dimensiones.": (
                math.sqrt(3 / 150),
                0.02,
            ),
            "Falta la raíz: a² es lo que vale 6/(n_in + n_out).": 0.04,
            "Multiplicaste la desviación por 3: la varianza es a²/3, el factor es √3.": (
                3 * math.sqrt(2 / 150)
            ),
            "Dividiste por √3: el límite es mayor que la desviación.": math.sqrt(2 / 450),
            "Ese es el ancho de todo el intervalo: a es la mitad.": 0.4,
            "Esa es la varianza: falta llegar al límite, a²/3 = varianza.": 2 / 150,
            "Miraste una sola dimensión: Glorot usa las entradas y las salidas.": (
                math.sqrt(6 / 90),
                math.sqrt(6 / 60),
                math.sqrt(3 / 90),
                math.sqrt(3 / 60),
            ),
            "Multiplicaste la varianza por √3: primero la raíz y después √3.": (
                math.sqrt(3) * 2 / 150
            ),
            "Usaste las dimensiones de la otra capa: esta es de 90 y 60.": math.sqrt(6 / 200),
        },
    )
    _assert_factor(forward, "`forward`", 120, 80)
    _assert_factor(backward, "`backward`", 80, 120)


def _assert_factor(received: Any, name: str, n: int, other: int) -> None:
    terms = "De ida se suman las entradas" if n > other else "De vuelta se suman las salidas"
    assert_close(
        received,
        n * 0.01,
        name=name,
        reveal=False,
        mistakes={
            f"Cruzaste la ida con la vuelta. {terms}.": other * 0.01,
            "Multiplicaste por la desviación: el factor es n por la **varianza** del peso.": (
                n * 0.1
            ),
            "Ese es el factor del tamaño: se pide el de la varianza, sin raíz.": (
                math.sqrt(n * 0.01),
                math.sqrt(other * 0.01),
            ),
            "Glorot no conserva la varianza, salvo que entradas y salidas sean iguales.": 1,
            f"Esa es la varianza de un peso. {terms}.": 0.01,
            f"Dividiste las dimensiones entre sí: eso pasa con otra regla. {terms}.": (
                n / other,
                other / n,
            ),
            "Falta el 2 de Glorot: la varianza del peso es 2/(n_in + n_out).": (
                n / 200,
                other / 200,
            ),
            "Escribiste el cambio: se pide el factor, por cuánto se multiplica.": (
                n * 0.01 - 1,
                abs(n * 0.01 - 1),
            ),
            "Escribiste un porcentaje: se pide el factor.": n,
        },
    )
