"""Pregunta 4.3: encuentra el error."""

from itertools import combinations, pairwise, product
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_04.questions.shared import Rng


@question(
    "4.3",
    points=2,
    section="En course_lib",
    hint="Un solo generador por red, creado fuera del ciclo: cada capa sigue donde quedó la "
    "anterior.",
)
def find_the_bug(student: Any, rng: Rng) -> None:
    """Encuentra el error."""
    seed = int(rng.integers(10, 10_000))
    for sizes in ([64, 64, 64, 64], [30, 60, 90, 25]):
        seeds = seed, seed + 1, seed + 2, 2 * seed
        nets = [_kernels(student.init_fixed(list(sizes), s), sizes) for s in seeds]
        _assert_independent(nets[0])
        again = _kernels(student.init_fixed(list(sizes), seed), sizes)
        assert_property(
            all(np.allclose(a, b) for a, b in zip(nets[0], again, strict=True)),
            "con la misma semilla salieron otros pesos",
            "La misma semilla debe dar la misma red: crea el generador con `seed`.",
        )
        _assert_seeds_matter(nets)
        for kernel in nets[0]:
            _assert_normal(kernel)


def _kernels(answer: Any, sizes: list[int]) -> list[Array]:
    """Los kernels de la red, ya revisadas las formas y los sesgos."""
    layers = range(1, len(sizes))
    received = parts(
        answer,
        [f"{kind}{k}" for k in layers for kind in "Wb"],
        hint="Es una sola lista: kernel, sesgo, kernel, sesgo…",
    )
    kernels = []
    for k, shape in zip(layers, pairwise(sizes), strict=True):
        kernel, bias = (
            numbers(received[2 * k - 2], f"`W{k}`"),
            numbers(received[2 * k - 1], f"`b{k}`"),
        )
        for name, array, form in (("W", kernel, shape), ("b", bias, shape[1:])):
            hint = "El kernel lleva una fila por entrada y una columna por neurona; el sesgo, un "
            hint += "número por neurona."
            if array.shape == form[::-1] != form:
                hint = "El kernel quedó traspuesto: una fila por entrada, una columna por neurona."
            assert_property(
                array.shape == form,
                f"`{name}{k}`: esperaba forma {form} y recibí {array.shape}",
                hint,
            )
        assert_property(
            not np.any(bias), f"`b{k}` no es cero", "Los sesgos parten en 0: no se sortean."
        )
        assert_property(
            bool(np.isfinite(kernel).all()) and bool(np.ptp(kernel) > 0),
            f"`W{k}` tiene NaN, infinitos o un solo valor repetido",
            "Con pesos todos iguales las neuronas son gemelas: sortéalos.",
        )
        kernels.append(kernel)
    return kernels


def _alike(a: Array, b: Array) -> bool:
    """Si dos kernels repiten el mismo sorteo, aunque cambien la forma, la escala o el orden."""
    flat = [(u.ravel(), v.ravel()) for u, v in ((a, b), (a.T, b), (a, b.T))]
    pairs = [(u[: min(u.size, v.size)], v[: min(u.size, v.size)]) for u, v in flat]
    pairs += [(u[: min(u.size, v.size) // 2], -v[: min(u.size, v.size) // 2]) for u, v in flat[:1]]
    return any(abs(np.corrcoef(u, v)[0, 1]) > 0.5 for u, v in pairs)


def _assert_independent(kernels: list[Array]) -> None:
    for k, kernel in enumerate(kernels, 1):
        twins = np.asarray(np.corrcoef(kernel.T))[np.triu_indices(kernel.shape[1], 1)]
        assert_property(
            bool((np.abs(twins) < 0.9).all()),
            f"en `W{k}` hay neuronas con los mismos pesos",
            "Ahora se repite el sorteo en cada neurona: son gemelas. Un solo generador para todo.",
        )
        rows = np.asarray(np.corrcoef(kernel))[np.triu_indices(len(kernel), 1)]
        assert_property(
            bool((np.abs(rows) < 0.9).all()),
            f"en `W{k}` hay filas repetidas",
            "Sortea un número por cada peso: hay entradas que reciben el mismo sorteo.",
        )
    for (i, a), (j, b) in combinations(enumerate(kernels, 1), 2):
        assert_property(
            not _alike(a, b),
            f"`W{i}` y `W{j}` traen el mismo sorteo",
            "El error sigue ahí: cada capa vuelve a crear el generador con la misma semilla.",
        )


def _assert_seeds_matter(nets: list[list[Array]]) -> None:
    for first, other in combinations(nets, 2):
        assert_property(
            not all(map(_alike, first, other)),
            "dos semillas distintas dieron la misma red",
            "Tu sorteo no depende de `seed`: pásasela al generador.",
        )
        assert_property(
            not any(_alike(a, b) for a, b in product(first, other)),
            "dos redes de semillas distintas comparten una capa",
            "Con `seed + k`, o parecidos, la capa 2 de una semilla es la capa 1 de otra: usa un "
            "solo generador para toda la red.",
        )


def _assert_normal(kernel: Array) -> None:
    n_in, n_out = kernel.shape
    size, std = 1 / np.sqrt(n_in), float(kernel.std())

    def near(other: float) -> bool:
        return bool(abs(std / other - 1) < 0.08)

    if not near(size):
        known = {
            "Usaste la varianza 1/n como desviación: falta la raíz.": 1 / n_in,
            "Usaste las salidas: n es el número de entradas.": 1 / np.sqrt(n_out),
            "Falta la escala 1/√n.": 1.0,
            "La escala cambió: aquí es 1/√n, no √(2/n).": np.sqrt(2 / n_in),
            "La escala cambió: aquí es 1/√n, no √(2/(n_in + n_out)).": np.sqrt(2 / (n_in + n_out)),
            "Multiplicaste por √n: se divide.": np.sqrt(n_in),
            "Sorteaste uniformes: aquí los pesos son normales.": size / np.sqrt(3),
        }
        hint = next((words for words, other in known.items() if near(other)), "")
        raise WrongAnswerError(
            f"un kernel de {n_in} entradas tiene desviación {std:.3g} y debería rondar {size:.3g}",
            hint or "Lo demás queda tal cual: normales de media 0 y desviación 1/√n.",
        )
    far = np.mean(np.abs(kernel) > 2 * size)
    assert_property(
        abs(kernel.mean()) < 0.2 * size and 0.02 < far < 0.075,
        "los pesos no parecen normales de media 0",
        "Se sortean normales, con `standard_normal`: ni uniformes ni truncadas ni solo positivas.",
    )
