"""Pregunta 3.4: todas las máscaras, una por una."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    numbers,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_03.questions.shared import Rng


@question(
    "3.4",
    points=2,
    section="¿Por qué funciona? 256 redes en una",
    hint="Recorre las 2^K máscaras: la salida de cada una, ya con la ReLU, pesa lo que su "
    "probabilidad.",
)
def exact_moments(student: Any, rng: Rng) -> None:
    """Todas las máscaras, una por una."""
    for k, rate in ((5, 0.6), (8, 0.3)):
        h, w, b = _neuron(rng, k)
        received = parts(student.exact_moments(h, w, b, rate), ("`mean`", "`variance`"))
        _assert_moments(received, h, w, b, rate)


def _neuron(rng: Rng, k: int) -> tuple[Array, Array, float]:
    """Sortea hasta que, sin dropout, la ReLU corte en unos ejemplos y en otros no."""
    while True:
        h = np.abs(rng.normal(0.5, 1, (6, k)))
        w = np.abs(rng.standard_normal(k)) * np.resize([1, -1], k)
        b = float(rng.uniform(0.4, 0.8))
        whole = h @ w + b
        if whole.min() < -0.2 and whole.max() > 0.2:
            return h, w, b


def _assert_moments(received: list[Any], h: Array, w: Array, b: float, rate: float) -> None:
    k = len(w)
    on = (np.arange(2**k)[:, None] >> np.arange(k)) & 1
    count = on.sum(axis=1)
    chance = rate ** (k - count) * (1 - rate) ** count
    z = _outputs(h, on / (1 - rate), w, b)
    out = np.maximum(z, 0)
    mean = chance @ out
    swapped, whole = chance[::-1], h @ w + b
    plain, inverse = (np.maximum(_outputs(h, on * scale, w, b), 0) for scale in (1, 1 / rate))
    exactly = out[count == round((1 - rate) * k)]
    rest, but_last = chance[1:], chance[:-1]
    terms = np.maximum(_outputs(np.maximum(h * w, 0), on / (1 - rate), np.ones(k), b), 0)
    amounts = [out[count == a].mean(axis=0) for a in range(k + 1)]
    by_amount = rate ** np.arange(k, -1, -1) * (1 - rate) ** np.arange(k + 1)
    each = "Promediaste sobre los ejemplos: se pide un número por cada uno, forma (N,)."
    guess = numbers(received[0], "`mean`")
    hint = each if guess.shape == (2**k,) else ""
    if guess.shape == mean.shape and np.abs(guess - mean).max() < 0.2 * np.abs(mean).max():
        hint = "Anda cerca, y se pide el valor exacto: si sorteaste, recorre las 2^K máscaras."
    assert_close(
        received[0],
        mean,
        name="`mean`",
        hint=hint,
        mistakes={
            "Promediaste todas las máscaras por igual: eso vale solo con tasa 0,5; aquí cada una "
            "pesa su probabilidad.": (out.mean(axis=0), plain.mean(axis=0)),
            "Probabilidades al revés: cada prendida aporta 1 − rate y cada apagada, rate.": (
                swapped @ out
            ),
            "Falta amplificar: lo prendido se divide por 1 − rate.": chance @ plain,
            "Se amplifica por 1/(1 − rate), y no por 1/rate.": chance @ inverse,
            "Esa es la red sin dropout: la ReLU va en cada máscara, antes de promediar.": (
                np.maximum(whole, 0)
            ),
            "Falta la ReLU: cada salida negativa se vuelve 0 antes de promediar.": whole,
            "La ReLU va sobre la suma de los términos, y no sobre cada uno.": chance @ terms,
            "Una sola moneda apaga toda la capa: cada neurona tira la suya, y hay 2^K máscaras.": (
                (1 - rate) * np.maximum(whole + (1 / (1 - rate) - 1) * (whole - b), 0)
                + rate * max(b, 0)
            ),
            "Hay muchas máscaras con cada cantidad de apagadas: esa probabilidad lleva además "
            "cuántas son.": (by_amount @ amounts, by_amount @ amounts / by_amount.sum()),
            "Falta el sesgo: b se suma antes de la ReLU y no se apaga.": (
                chance @ np.maximum(z - b, 0)
            ),
            "El sesgo va dentro de la ReLU, antes de cortar.": chance @ np.maximum(z - b, 0) + b,
            "Amplificaste también el sesgo: la máscara multiplica solo a h.": (
                chance @ np.maximum(z + b * (1 / (1 - rate) - 1), 0)
            ),
            "Falta la máscara que apaga todas las neuronas: también tiene probabilidad.": (
                rest @ out[1:],
                rest @ out[1:] / rest.sum(),
            ),
            "Falta la máscara con todas prendidas: son 2^K, desde 0 hasta 2^K − 1.": (
                but_last @ out[:-1],
                but_last @ out[:-1] / but_last.sum(),
            ),
            "Sumaste todas las salidas sin su probabilidad.": out.sum(axis=0),
            "Dividiste por el número de máscaras además de pesarlas: las probabilidades ya suman "
            "1.": mean / 2**k,
            "Contaste solo las máscaras con la cantidad promedio de prendidas: la cantidad también "
            "es al azar.": exactly.mean(axis=0),
            "Apagaste de a una neurona: faltan las máscaras que apagan varias.": (
                out[count == k - 1].mean(axis=0)
            ),
            "Los resultados van al revés: primero la media, después la varianza.": (
                chance @ (out - mean) ** 2
            ),
            each: mean.mean(),
        },
    )
    variance = chance @ (out - mean) ** 2
    hint = (
        "La media está bien: en la varianza, resta esa media, eleva al cuadrado y pesa cada "
        "máscara por P(m), sin corregir por muestra."
    )
    before = rate / (1 - rate) * (h**2 @ w**2)
    assert_close(
        received[1],
        variance,
        name="`variance`",
        hint=each if np.shape(received[1]) == (2**k,) else hint,
        mistakes={
            "Esa es la desviación estándar: la varianza no lleva raíz.": np.sqrt(variance),
            "Ese es el promedio de los cuadrados: falta restar la media al cuadrado.": (
                chance @ out**2
            ),
            "La varianza también pesa cada máscara con su probabilidad.": (
                out.var(axis=0),
                np.mean((out - mean) ** 2, axis=0),
                out.var(axis=0, ddof=1),
                plain.var(axis=0),
            ),
            "Esa es la varianza antes de la ReLU: la ReLU recorta y la achica.": before,
            "Falta elevar al cuadrado: son desviaciones absolutas.": chance @ np.abs(out - mean),
            "En la varianza falta amplificar: lo prendido se divide por 1 − rate.": (
                chance @ (plain - chance @ plain) ** 2
            ),
            "Mediste en torno a la red sin dropout: la varianza es en torno a la media.": (
                chance @ (out - np.maximum(whole, 0)) ** 2
            ),
            "Dividiste además por el número de máscaras: las probabilidades ya suman 1.": (
                variance / 2**k
            ),
            "Elevaste al cuadrado la suma de las desviaciones, que siempre da 0.": np.zeros(len(h)),
            "Sumaste la media al cuadrado: se resta.": chance @ out**2 + mean**2,
            "Restaste la media sin elevarla al cuadrado.": chance @ out**2 - mean,
            "Esas máscaras son todas, y no una muestra: la varianza no se corrige.": (
                variance * 2**k / (2**k - 1),
                variance / (1 - np.sum(chance**2)),
            ),
            "Restaste el promedio simple: la varianza es en torno a la media que ya calculaste.": (
                chance @ (out - out.mean(axis=0)) ** 2
            ),
            "Esa es la media otra vez: después va la varianza.": mean,
            each: (variance.mean(), mean.var()),
        },
    )


def _outputs(h: Array, masks: Array, w: Array, b: float) -> Array:
    """La salida antes de la ReLU: una fila por máscara y una columna por ejemplo."""
    return np.asarray(masks * w @ h.T + b)
