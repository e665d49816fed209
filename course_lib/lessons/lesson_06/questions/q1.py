"""Pregunta 6.1: a mano, con números redondos."""

import math
from typing import Any

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_06.questions.shared import Rng, _assert_one_number


@question(
    "6.1",
    points=1,
    section="La idea: la mitad, siempre la mitad",
    hint="Var(w) = 2/n, con n los números que se suman para formar un z; la desviación es su raíz.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con números redondos."""
    keys = "dense", "conv", "limit", "signal"
    dense, conv, limit, signal = values = fields(student.by_hand(), *keys)
    for key, value in zip(keys, values, strict=True):
        _assert_one_number(value, f"`{key}`")
    variance = "Esa es la varianza, 2/n: la desviación es su raíz."
    inverted = "Diste vuelta la fracción: la varianza es 2/n, y a más entradas, pesos más chicos."
    no_two = "Falta el 2: esa es la regla 1/n, que no devuelve lo que ReLU apaga."
    no_root = "La raíz abarca la fracción entera: √(2/n)."
    average = "Promediaste entradas y salidas (eso es Glorot): He usa solo las entradas."
    border = "Ese es el borde de una uniforme: aquí se pide la desviación, √(2/n)."
    assert_close(
        dense,
        math.sqrt(2 / 200),
        name="`dense`",
        reveal=False,
        mistakes={
            variance: (2 / 200, 2 / 50, 1 / 200),
            "Usaste las salidas: He cuenta las entradas, que son las que se suman en cada z.": (
                math.sqrt(2 / 50)
            ),
            no_two: math.sqrt(1 / 200),
            average: (math.sqrt(2 / 250), math.sqrt(2 / 125)),
            no_root: (2 / math.sqrt(200), math.sqrt(2) / 200),
            inverted: (math.sqrt(100), 100),
            border: math.sqrt(6 / 200),
            "Contaste todos los pesos de la matriz: n son solo las entradas de una neurona.": (
                math.sqrt(2 / 10_000)
            ),
        },
    )
    assert_close(
        conv,
        math.sqrt(2 / 50),
        name="`conv`",
        reveal=False,
        mistakes={
            variance: (2 / 50, 1 / 50),
            "Olvidaste la ventana: cada z suma 5·5 posiciones de cada canal.": math.sqrt(2 / 2),
            "Olvidaste los canales: cada z suma la ventana de los 2.": math.sqrt(2 / 25),
            "La ventana tiene dos lados: son 5·5 posiciones, no 5.": (
                math.sqrt(2 / 10),
                math.sqrt(2 / 5),
            ),
            "Contaste los filtros, que son las salidas: cada z suma ventana por canales de "
            "entrada.": (math.sqrt(2 / 16), math.sqrt(2 / 400), math.sqrt(2 / 80)),
            "Contaste todos los pesos del kernel: cada z usa un solo filtro.": math.sqrt(2 / 800),
            "El tamaño de la imagen no entra: cada z solo ve su ventana.": (
                math.sqrt(2 / 288),
                math.sqrt(2 / 144),
                math.sqrt(2 / (288 * 25)),
                math.sqrt(2 / 64),
                math.sqrt(2 / 128),
            ),
            "Los lados de la ventana y los canales se multiplican, no se suman.": (
                math.sqrt(2 / 12),
                math.sqrt(2 / 20),
            ),
            no_two: math.sqrt(1 / 50),
            average: (math.sqrt(2 / 450), math.sqrt(2 / 225), math.sqrt(2 / 18), math.sqrt(2 / 9)),
            no_root: (2 / math.sqrt(50), math.sqrt(2) / 50),
            inverted: (math.sqrt(25), 25),
            border: math.sqrt(6 / 50),
        },
    )
    assert_close(
        limit,
        0.5,
        name="`limit`",
        reveal=False,
        hint="Iguala la varianza de la uniforme, c²/3, con la de He, y despeja c.",
        mistakes={
            "Esa es la desviación: el borde de la uniforme está más afuera, con c²/3 = Var(w).": (
                math.sqrt(2 / 24)
            ),
            "Esa es la varianza: el borde sale de c²/3 = Var(w).": (2 / 24, 1 / 24, 3 / 24),
            "Falta la raíz: ese es c², el cuadrado del borde.": 0.25,
            "Multiplicaste √3 por la varianza: el borde de la uniforme es √3 por la desviación.": (
                math.sqrt(3) * 2 / 24
            ),
            "La raíz abarca la fracción entera: de c²/3 = Var(w) sale c² = 3·2/n.": (
                math.sqrt(6) / 24,
                6 / math.sqrt(24),
            ),
            "Falta el 2 de He: con 1/n la uniforme queda más angosta.": math.sqrt(3 / 24),
            "Ese es el ancho completo, de −c a c: el borde es la mitad.": 1.0,
            "Usaste las salidas: n son las entradas, 24.": (math.sqrt(6 / 10), math.sqrt(2 / 10)),
            "Ese es el borde de Glorot, con entradas más salidas: aquí es el de He.": (
                math.sqrt(6 / 34),
                math.sqrt(12 / 34),
            ),
            "El 3 de la uniforme va dentro de la raíz: c = √(3·Var(w)).": 3 * math.sqrt(2 / 24),
            "La varianza de una uniforme en [−c, c] es c²/3: multiplicaste por √2 o por 2 en vez "
            "de √3.": (math.sqrt(4 / 24), 2 * math.sqrt(2 / 24)),
            "Partiste por √3: el borde es mayor que la desviación, no menor.": math.sqrt(2 / 72),
        },
    )
    assert_close(
        signal,
        0.25,
        name="`signal`",
        reveal=False,
        hint="Cada ReLU deja la mitad de E[z²]: divide el tamaño por √2, una vez por capa.",
        mistakes={
            "Pasaste más ReLU de las que hay: de la capa 1 a la 11 son diez.": (
                8 * 2**-5.5,
                8 * 2**-6,
            ),
            "Pasaste menos ReLU de las que hay: de la capa 1 a la 11 son diez.": 8 * 2**-4.5,
            "Partiste a la mitad el tamaño: lo que cae a la mitad es E[z²], y el tamaño es su "
            "raíz.": (8 / 2**10, 8 / 2**11),
            "Ese es E[z²]: se pide el tamaño, su raíz.": 8**2 / 2**10,
            "8 es el tamaño, no E[z²]: el segundo momento de la capa 1 es 64.": (
                math.sqrt(8 / 2**10)
            ),
            "Falta partir del tamaño 8 de la capa 1: ese es solo el factor.": (2**-5, 2**-10),
            "Con 1/n la señal no se mantiene: cada ReLU se lleva la mitad de E[z²].": 8,
            "Al revés: con 1/n la señal se achica.": (8 * 2**5, 8 * 2**5.5),
            "0,34 es lo que queda de la varianza al cruzar la ReLU; lo que cuenta para la capa "
            "siguiente es E[h²], que es la mitad.": (
                8 * (0.5 - 0.5 / math.pi) ** 5,
                8 * 0.34**5,
                8 * 0.34**10,
            ),
            "Contaste una sola ReLU: hay una en cada capa que pasa.": (8 / math.sqrt(2), 4),
            "La pérdida se multiplica capa a capa, no se suma.": (
                8 / 10,
                8 / 20,
                8 / (10 * math.sqrt(2)),
            ),
        },
    )
