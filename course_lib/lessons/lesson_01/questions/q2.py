"""Pregunta 1.2: un λ por capa, y los sesgos en paz."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_01.questions.shared import Rng

Arrays = Sequence[Array]


@question(
    "1.2",
    points=2,
    section="Los sesgos y las unidades",
    hint="Cada kernel con el λ de su capa: λ·ΣW² y 2·λ·W; los sesgos, con gradiente cero.",
)
def penalty_and_gradients(student: Any, rng: Rng) -> None:
    """Un λ por capa, y los sesgos en paz."""
    for sizes, l2 in (((4, 3, 2), [0.1, 0.03]), ((3, 5, 4, 2), [0.02, 0.5, 0.11])):
        kernels = [rng.standard_normal(shape) for shape in pairwise(sizes)]
        biases = [rng.standard_normal(size) for size in sizes[1:]]
        weights = [array for layer in zip(kernels, biases, strict=True) for array in layer]
        penalty, gradients = parts(
            student.penalty_and_gradients(weights, l2), ("la penalización", "los gradientes")
        )
        _assert_penalty(penalty, weights, l2)
        _assert_gradients(gradients, kernels, biases, l2)


def _assert_penalty(penalty: Any, weights: Arrays, l2: list[float]) -> None:
    kernels, biases = weights[::2], weights[1::2]

    def total(cost: Callable[[Array], Any], arrays: Arrays = kernels) -> float:
        return float(sum(lam * cost(array) for lam, array in zip(l2, arrays, strict=False)))

    def square(array: Array) -> Any:
        return np.sum(array**2)

    squares = sum(square(kernel) for kernel in kernels)
    assert_close(
        penalty,
        total(square),
        name="la penalización",
        mistakes={
            "Usaste ½·λ·ΣW²: aquí (y en Keras) la penalización no lleva ½.": total(square) / 2,
            "Penalizaste también los sesgos: solo pagan los kernels.": (
                total(square) + total(square, biases)
            ),
            "Usaste un mismo λ en todas las capas: cada capa tiene el suyo.": (
                l2[0] * squares,
                l2[-1] * squares,
                np.mean(l2) * squares,
            ),
            "Sumaste los λ y los cuadrados por separado: cada capa va con su propio λ.": (
                sum(l2) * squares
            ),
            "Emparejaste los λ con los primeros arreglos de `weights`, que alterna kernel y "
            "sesgo: los kernels son `weights[::2]`.": total(square, weights),
            "Recorriste los λ al revés: van en el mismo orden que las capas.": (
                total(square, kernels[::-1])
            ),
            "Promediaste con `mean`: la penalización es la suma de los cuadrados.": total(
                lambda kernel: np.mean(kernel**2)
            ),
            "Sumaste valores absolutos (eso es L1): en L2 cada peso va al cuadrado.": total(
                lambda kernel: np.sum(np.abs(kernel))
            ),
            "Usaste la norma: la penalización es la norma al cuadrado, sin raíz.": total(
                np.linalg.norm
            ),
            "Elevaste al cuadrado la suma: es la suma de los cuadrados.": total(
                lambda kernel: np.sum(kernel) ** 2
            ),
            "Falta multiplicar por λ la suma de cuadrados de cada capa.": squares,
            "El 2 aparece al derivar, no en la penalización.": 2 * total(square),
            "Promediaste entre las capas: la penalización total es la suma.": (
                total(square) / len(l2)
            ),
            "Solo cuenta una capa: hay que acumular la penalización de todas.": (
                l2[0] * square(kernels[0]),
                l2[-1] * square(kernels[-1]),
            ),
        },
    )


def _assert_gradients(gradients: Any, kernels: Arrays, biases: Arrays, l2: list[float]) -> None:
    names = [f"el gradiente de {kind}{k}" for k in range(1, len(l2) + 1) for kind in "Wb"]
    received = parts(
        gradients,
        names,
        hint="Va uno por cada arreglo de `weights`, también los sesgos (el de ellos, de ceros).",
    )
    slopes = [2 * lam * kernel for lam, kernel in zip(l2, kernels, strict=True)]
    grouped = slopes + [np.zeros_like(bias) for bias in biases]
    order = "Los gradientes van en el orden de `weights`: kernel, sesgo, kernel, sesgo…"
    for k, (w, b, lam) in enumerate(zip(kernels, biases, l2, strict=True)):
        assert_close(
            received[2 * k],
            2 * lam * w,
            name=names[2 * k],
            mistakes={
                "Falta el 2: la derivada de λ·W² es 2·λ·W.": lam * w,
                "Falta multiplicar el gradiente por λ: es 2·λ·W.": 2 * w,
                "Usaste un mismo λ en todos los gradientes: cada capa tiene el suyo.": (
                    2 * l2[0] * w,
                    2 * l2[-1] * w,
                    2 * np.mean(l2) * w,
                    2 * sum(l2) * w,
                ),
                "Esa es la derivada de L1 (el signo del peso): la de λ·W² es 2·λ·W.": (
                    lam * np.sign(w)
                ),
                "El signo: el gradiente es 2·λ·W; el menos lo pone después el descenso.": (
                    -2 * lam * w
                ),
                "La derivada conserva el signo del peso: no lleva valor absoluto.": (
                    2 * lam * np.abs(w)
                ),
                "Ese es λ·W², sin derivar: la derivada es 2·λ·W.": lam * w**2,
                "Dividiste por el número de pesos: la derivada de una suma no se promedia.": (
                    2 * lam * w / w.size
                ),
                "Sumaste las derivadas: hay una por cada peso, con la forma del kernel.": (
                    np.sum(2 * lam * w)
                ),
                order: grouped[2 * k],
            },
        )
        assert_close(
            received[2 * k + 1],
            np.zeros_like(b),
            name=names[2 * k + 1],
            hint="El gradiente de un sesgo es un arreglo de ceros con la forma del sesgo.",
            mistakes={
                "Penalizaste el sesgo en el gradiente: ahí va un arreglo de ceros.": (
                    2 * lam * b,
                    lam * b,
                ),
                "Devolviste el sesgo mismo: su gradiente es un arreglo de ceros.": b,
                "Un solo 0 no basta: el gradiente del sesgo es un arreglo con su forma.": 0.0,
                order: grouped[2 * k + 1],
            },
        )
