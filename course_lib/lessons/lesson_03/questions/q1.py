"""Pregunta 3.1: a mano, con cuatro neuronas."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_03.questions.shared import COMMA, Rng


@question(
    "3.1",
    points=1,
    section="La idea: cada ejemplo, con su propia red",
    hint="La máscara es 0 o 1/(1 − r); va en h y en el gradiente que vuelve, nunca al predecir.",
)
def mask_by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con cuatro neuronas."""
    h, w = np.array([4.0, 6.0, 0.0, 2.0]), np.array([1.0, -1.0, 3.0, 2.0])
    on, rate, d_y = np.array([1.0, 0.0, 1.0, 1.0]), 0.2, 2.0
    m = on / (1 - rate)
    h_train, y_predict, grad_h, grad_w = fields(
        student.mask_by_hand(), "h_train", "y_predict", "grad_h", "grad_w"
    )
    assert_close(
        h_train,
        (h * m).tolist(),
        name="`h_train`",
        reveal=False,
        mistakes={
            "Falta amplificar: las que quedan prendidas se dividen por 1 − r.": h * on,
            "Al revés: se apaga la que tiene u menor que r, y las demás siguen prendidas.": (
                h * (1 - on) / (1 - rate),
                h * (1 - on),
                h * (1 - on) / rate,
            ),
            "Se amplifica por 1/(1 − r), donde 1 − r es la retención, y no por 1/r.": h * on / rate,
            "Multiplicaste por 1 − r: al entrenar se divide, para compensar las apagadas.": (
                h * on * (1 - rate)
            ),
            "Amplificar por 1 + r no alcanza: el promedio pide dividir por 1 − r.": (
                h * on * (1 + rate)
            ),
            "La segunda neurona también se apaga: su u, 0,15, es menor que r = 0,2.": (
                h / (1 - rate),
                h,
            ),
            "Comparaste u con 1 − r: la neurona se apaga si u es menor que r.": np.zeros(4),
            "Usaste la fracción prendida en este sorteo, 3/4: se divide por 1 − r, que depende de "
            "la tasa.": h * on / 0.75,
            "Esa es la máscara: falta multiplicarla por h.": m,
            COMMA: [5, 0, 0, 2, 5],
        },
    )
    assert_close(
        y_predict,
        h @ w,
        name="`y_predict`",
        reveal=False,
        mistakes={
            "Usaste la salida con máscara: al predecir no se apaga ninguna neurona.": (
                (h * m) @ w,
                (h * on) @ w,
            ),
            "Al predecir tampoco se amplifica: entra h tal cual.": h @ w / (1 - rate),
            "Al predecir no se achica por 1 − r: el dropout invertido ya compensó al entrenar.": (
                h @ w * (1 - rate)
            ),
            "Faltan los pesos: la salida es la suma de los w·h.": h.sum(),
            "La segunda neurona resta, porque su peso es −1.": h @ np.abs(w),
        },
    )
    back = d_y * w * m
    assert_close(
        grad_h,
        back.tolist(),
        name="`grad_h`",
        reveal=False,
        mistakes={
            "El gradiente pasa por la misma máscara: aquí llegó entero a todas las neuronas.": (
                d_y * w
            ),
            "Apagaste bien, pero el gradiente también se amplifica: lleva 1/(1 − r).": (
                d_y * w * on
            ),
            "A la neurona apagada no le llega gradiente: en este paso no influyó en la salida.": (
                d_y * w / (1 - rate)
            ),
            "La tercera vale 0, pero no está apagada: la máscara mira el sorteo, no el valor.": (
                back * (h > 0),
                d_y * w * on * (h > 0),
            ),
            "Falta multiplicar por ∂L/∂y = 2, el gradiente que viene de la salida.": w * m,
            "Falta el peso: cada neurona influye en la salida a través de su w.": (d_y * m, m),
            "Aplicaste la máscara dos veces: el gradiente pasa una vez por ella.": back * m,
            "Multiplicaste por h: la derivada de w·m·h respecto de h es w·m.": back * h,
            "Ese es el gradiente respecto de w: los cambiaste de lugar.": d_y * h * m,
            "El signo: el gradiente no se resta aquí, solo se propaga.": -back,
            COMMA: ([2, 5, 0, 7, 5, 5], [2, 5, 0, 7.5, 5], [2.5, 0, 7, 5, 5]),
        },
    )
    assert_close(
        grad_w,
        (d_y * h * m).tolist(),
        name="`grad_w`",
        reveal=False,
        mistakes={
            "Usaste h sin máscara: al peso le llegó la salida que sí entró en la cuenta.": d_y * h,
            "Usaste h sin amplificar: a w le llegó la salida ya dividida por 1 − r.": d_y * h * on,
            "Falta multiplicar por ∂L/∂y = 2, el gradiente que viene de la salida.": h * m,
            "Aplicaste la máscara dos veces: ya venía dentro de `h_train`.": d_y * h * m * m,
            "Falta h: la derivada de w·h' respecto de w es h'.": (d_y * m, m),
            "Ese es el gradiente respecto de h: los cambiaste de lugar.": back,
            "Sobra el peso: la derivada de w·h' respecto de w es h'.": back * h,
            "El signo: el gradiente no se resta aquí, solo se propaga.": -d_y * h * m,
        },
    )
