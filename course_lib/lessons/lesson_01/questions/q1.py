"""Pregunta 1.1: a mano, con números pequeños."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_01.questions.shared import Rng


@question(
    "1.1",
    points=1,
    section="La idea: ponerle precio al tamaño",
    hint="Escribe la pérdida como error + λ·Σw² y deriva cada término; el sesgo no se penaliza.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con números pequeños."""
    w, b, d_w, d_b = np.array([2.0, -1.0, 0.0]), 5.0, np.array([1.0, 0.0, -3.0]), 1.0
    l2, rate = 0.1, 0.5
    penalty, gradient, new_w, new_b = fields(student.by_hand(), "penalty", "gradient", "w", "b")
    cost = l2 * np.sum(w**2)
    assert_close(
        penalty,
        cost,
        name="`penalty`",
        reveal=False,
        mistakes={
            "Usaste ½·λ·Σw², la convención de otros libros: aquí (y en Keras) no hay ½.": cost / 2,
            "Sumaste también el sesgo: la penalización solo mira los pesos.": cost + l2 * b**2,
            "Sumaste valores absolutos (eso es L1): en L2 cada peso va al cuadrado.": (
                l2 * np.abs(w).sum()
            ),
            "Promediaste los cuadrados: la penalización es su suma, no su promedio.": (
                l2 * np.mean(w**2)
            ),
            "Falta multiplicar por λ la suma de los cuadrados.": np.sum(w**2),
            "Tomaste la raíz (la norma): la penalización usa la norma al cuadrado.": (
                l2 * np.linalg.norm(w)
            ),
            "Elevaste al cuadrado la suma: es la suma de los cuadrados.": l2 * w.sum() ** 2,
            "El 2 aparece al derivar, no en la penalización.": 2 * cost,
            "La tasa de aprendizaje η no entra en la penalización, solo en el paso.": rate * cost,
        },
    )
    total = d_w + 2 * l2 * w
    assert_close(
        gradient,
        total.tolist(),
        name="`gradient`",
        reveal=False,
        mistakes={
            "Falta el 2: la derivada de λ·w² es 2·λ·w.": d_w + l2 * w,
            "Ese es solo el gradiente de la penalización: falta sumar el del error.": 2 * l2 * w,
            "Ese es solo el gradiente del error: falta sumar la derivada de la penalización.": d_w,
            "El signo: la derivada de la penalización se suma al gradiente del error.": (
                d_w - 2 * l2 * w
            ),
            "Esa es la derivada de L1 (el signo del peso): la de λ·w² es 2·λ·w.": (
                d_w + l2 * np.sign(w)
            ),
            "La derivada conserva el signo del peso: 2·λ·w, sin valor absoluto.": (
                d_w + 2 * l2 * np.abs(w)
            ),
            "Falta multiplicar por λ la derivada de la penalización.": d_w + 2 * w,
            "Al derivar baja el exponente: queda 2·λ·w, no λ·w².": d_w + l2 * w**2,
            "Sumaste el valor de la penalización: el gradiente lleva su derivada, peso a peso.": (
                d_w + cost
            ),
            "Multiplicaste por η: la tasa de aprendizaje entra después, en el paso.": rate * total,
        },
    )
    assert_close(
        new_w,
        (w - rate * total).tolist(),
        name="`w`",
        reveal=False,
        mistakes={
            "Falta multiplicar el gradiente por la tasa de aprendizaje η.": w - total,
            "El signo: el descenso resta el gradiente.": w + rate * total,
            "Diste el paso solo con el gradiente del error: falta la penalización.": w - rate * d_w,
            "Solo encogiste los pesos: falta restar η por el gradiente del error.": (
                w - rate * 2 * l2 * w
            ),
            "Encogiste a la mitad de lo debido: el factor es 1 − 2·η·λ.": w - rate * (d_w + l2 * w),
            "Encogiste sin η: el factor es 1 − 2·η·λ.": w - 2 * l2 * w - rate * d_w,
            "Penalizaste dos veces: `gradient` ya incluye la penalización.": (
                w - 2 * rate * l2 * w - rate * total
            ),
            "Ese es solo el paso, −η·gradiente: súmalo a los pesos que había.": -rate * total,
        },
    )
    assert_close(
        new_b,
        b - rate * d_b,
        name="`b`",
        reveal=False,
        mistakes={
            "Penalizaste el sesgo: su gradiente es solo el del error.": (
                b - rate * (d_b + 2 * l2 * b),
                b - rate * (d_b + l2 * b),
                b - rate * 2 * l2 * b,
            ),
            "Dejaste fijo el sesgo: no se penaliza, pero sí aprende de su gradiente.": b,
            "El signo: en el sesgo el descenso también resta el gradiente.": b + rate * d_b,
        },
    )
