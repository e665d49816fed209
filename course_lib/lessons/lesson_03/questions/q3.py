"""Pregunta 3.3: encontrar el error en la retropropagación."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_03.questions.shared import Rng


@question(
    "3.3",
    points=2,
    section="Escríbelo tú: la máscara y el camino de vuelta",
    hint="Sigue la máscara de ida y de vuelta: ¿es la misma en la salida y en el gradiente?",
)
def loss_and_gradients(student: Any, rng: Rng) -> None:
    """Encontrar el error en la retropropagación."""
    n, d, k, rate = 12, 12, 16, 0.25
    x = np.eye(n, d) + 0.3 * rng.random((n, d))  # cuadrada y bien condicionada
    w1, w2, y = rng.standard_normal((d, k)), rng.normal(0, 1, k), rng.standard_normal(n)
    w2 += np.sign(w2)
    seeds = rng.choice(10**6, 8, replace=False).tolist()
    _assert_mask(student, (n, d, k), rate, seeds[0])
    on = np.array([_drawn(student, (n, d, k), rate, seed) for seed in seeds])
    _assert_independent(on, rate)
    for seed, mask in zip(seeds[:2], on / (1 - rate), strict=False):
        _assert_free(student, x, y, w1, mask, rate, seed)
        loss, d_w1, d_w2 = _step(student, x, y, w1, w2, rate, seed)
        h = np.maximum(x @ w1, 0)
        error = (h * mask) @ w2 - y
        d_out = 2 * error / n
        assert_close(
            loss,
            np.mean(error**2),
            name=STEP[0],
            hint="La pérdida no sale de la misma máscara que muestra tu `d_w2`: sortéala una vez "
            "y úsala en todo el paso.",
            mistakes={
                "La pérdida se calculó sin máscara: en este paso, quien predice es `dropped`.": (
                    np.mean((h @ w2 - y) ** 2)
                ),
                "Sumaste los cuadrados: la pérdida es su promedio.": np.sum(error**2),
                "La pérdida no lleva ½: es el promedio de los cuadrados.": np.mean(error**2) / 2,
            },
        )
        assert_close(
            d_w2,
            (h * mask).T @ d_out,
            name=STEP[2],
            hint="`d_w2` venía bien en la función entregada: `dropped.T @ d_out`.",
        )
        _assert_d_w1(d_w1, x, h, np.outer(d_out, w2), mask, rate)


STEP = ("`loss`", "`d_w1`", "`d_w2`")
Shape = tuple[int, int, int]


def _step(student: Any, *args: Any) -> list[Any]:
    return parts(student.loss_and_gradients(*args), STEP)


def _probe(student: Any, shape: Shape, y: Array, rate: float, seed: int) -> list[Any]:
    """Un paso con h = 1 y w2 = 0, donde `d_w2` es la máscara traspuesta por −2·y/N."""
    n, d, k = shape
    step = _step(student, np.ones((n, d)), y, np.ones((d, k)) / d, np.zeros(k), rate, seed)
    _, d_w1, d_w2 = (numbers(part, name).shape for part, name in zip(step, STEP, strict=True))
    assert_property(
        (d_w1, d_w2) != ((k,), (d, k)),
        f"`d_w1`: esperaba forma {(d, k)} y recibí {d_w1}",
        "Los gradientes vienen en otro orden: primero el de `w1`, después el de `w2`.",
    )
    assert_property(
        d_w2 == (k,),
        f"`d_w2`: esperaba forma {(k,)} y recibí {d_w2}",
        "Se devuelve la pérdida y después un gradiente con la forma de cada arreglo de pesos.",
    )
    return step


def _assert_mask(student: Any, shape: Shape, rate: float, seed: int) -> None:
    """Lee una máscara entera, ejemplo por ejemplo, y exige que sea 0 o 1/(1 − rate)."""
    n, d, k = shape
    ones = np.ones(n)
    steps = [_probe(student, shape, y, rate, seed) for y in (*(-n / 2 * np.eye(n)), ones, ones)]
    received = numbers([step[2] for step in steps], STEP[2])
    mask, twice = received[:n], received[n:]
    assert_property(
        np.allclose(twice[0], twice[1]),
        "con la misma semilla, la máscara cambia de una llamada a otra",
        "El azar sale solo de la semilla: crea el generador dentro, con "
        "`np.random.default_rng(seed)`.",
    )
    if np.allclose(mask, 1, rtol=1e-3):
        w2 = np.sqrt(np.arange(1, k + 1))
        loss = _step(student, np.ones((n, d)), ones, np.ones((d, k)) / d, w2, rate, seed)[0]
        raise WrongAnswerError(
            "la máscara no aparece en `d_w2`",
            "Quitaste el dropout: al entrenar hay que apagar y amplificar."
            if np.allclose(numbers(loss, STEP[0]), (w2.sum() - 1) ** 2, rtol=1e-5)
            else "`d_w2` se calcula con `dropped`, la salida con máscara, y no con `h`.",
        )
    on, scale = np.abs(mask) > 1e-3, 1 / (1 - rate)
    known: dict[str, float] = {
        "Falta amplificar la máscara: al avanzar, lo prendido se divide por 1 − rate.": 1,
        "La máscara se aplicó dos veces al avanzar: basta una.": scale**2,
        "Se amplifica por 1/(1 − rate), y no por 1/rate.": 1 / rate,
        "Se amplifica dividiendo por 1 − rate, y no multiplicando.": 1 - rate,
        "La tasa es `rate`, el argumento, y no un número fijo.": 2,
        "Falta el 2 que baja del cuadrado: `d_out` es 2·error/N.": scale / 2,
        "Falta el promedio: `d_out` se divide por el número de ejemplos.": scale * n,
        "El signo: el error es la predicción menos `y`.": -scale,
    }
    for hint, value in known.items():
        if np.allclose(mask, value * on, rtol=1e-3):
            raise WrongAnswerError(f"`d_w2` vale {value / scale:.3g} veces lo que debería", hint)
    assert_property(
        np.allclose(mask, scale * on, rtol=1e-3),
        "`d_w2` no es la salida con máscara por `d_out`",
        "`d_w2` venía bien en la función entregada: `dropped.T @ d_out`, con la máscara de la ida.",
    )


def _drawn(student: Any, shape: Shape, rate: float, seed: int) -> Array:
    """Qué neuronas quedaron prendidas con esa semilla, leído en un solo paso.

    Cada ejemplo pesa una potencia de 2, y en la suma que es `d_w2` se leen sus bits.
    """
    n = shape[0]
    d_w2 = _probe(student, shape, -n / 2 * 2.0 ** np.arange(n), rate, seed)[2]
    sums = np.rint(numbers(d_w2, STEP[2]) * (1 - rate)).astype(int)
    return np.asarray((sums >> np.arange(n)[:, None]) & 1 == 1)


def _assert_independent(on: Array, rate: float) -> None:
    """Exige una moneda por neurona y por ejemplo, en máscaras de forma (semillas, N, K)."""
    by_example, by_neuron = (
        np.moveaxis(on, axis, 0).reshape(on.shape[axis], -1) for axis in (1, 2)
    )
    each = "se sortea con la forma de `h`, (N, K)."
    frozen = (
        "dos semillas distintas apagan las mismas neuronas",
        "La máscara no cambia con la semilla: el generador se crea con `seed`, el argumento, y no "
        "con un número fijo.",
    )
    assert_property(not (on == on[:1]).all(), *frozen)
    assert_property(
        len(np.unique(by_neuron, axis=0)) > 1,
        "en cada ejemplo se apagan todas las neuronas o ninguna",
        f"Cada neurona tira su propia moneda: {each}",
    )
    assert_property(
        len(np.unique(by_example, axis=0)) == len(by_example),
        "hay ejemplos que apagan siempre las mismas neuronas",
        f"Cada ejemplo lleva su propia máscara: {each}",
    )
    assert_property(
        len(np.unique(by_neuron, axis=0)) == len(by_neuron),
        "hay neuronas que se apagan siempre juntas",
        f"Cada neurona tira su propia moneda: {each}",
    )
    assert_property(len(np.unique(on.reshape(len(on), -1), axis=0)) == len(on), *frozen)
    assert_property(
        abs(on.mean() - (1 - rate)) < 0.1,
        f"queda prendida una fracción {on.mean():.2f} y debería rondar {1 - rate:.2f}",
        "Al revés: una neurona se apaga con probabilidad `rate`, si su número es menor.",
    )
    assert_property(
        len(np.unique(on.sum(axis=(1, 2)))) > 1,
        "con todas las semillas se apaga la misma cantidad de neuronas",
        "Apagaste una cantidad fija: si cada neurona tira su moneda, la cantidad también es al "
        "azar.",
    )


def _assert_free(
    student: Any, x: Array, y: Array, w1: Array, mask: Array, rate: float, seed: int
) -> None:
    """Exige que con otros datos y otros pesos la misma semilla dé la misma máscara."""
    z = x @ w1
    d_w2 = numbers(_step(student, x, y, w1, np.zeros(len(w1[0])), rate, seed)[2], STEP[2])
    right, linear = ((mask * h).T @ (-2 * y / len(y)) for h in (np.maximum(z, 0), z))
    assert_property(
        not np.allclose(d_w2, linear, rtol=1e-3),
        "`d_w2` usa salidas negativas",
        "Falta la ReLU al avanzar: `h` es 0 donde `x @ w1` es negativo.",
    )
    assert_property(
        np.allclose(d_w2, right, rtol=1e-3, atol=1e-4),
        "con la misma semilla, la máscara cambia si cambian los datos o los pesos",
        "El sorteo depende solo de `seed`, `rate` y las formas: una moneda por neurona, valga lo "
        "que valga `x` y aunque la ReLU ya la tenga en 0.",
    )


def _assert_d_w1(received: Any, x: Array, h: Array, d_h: Array, mask: Array, rate: float) -> None:
    """Compara el gradiente y, si no calza, mira con qué máscara volvió."""
    gate, on = h > 0, mask > 0
    back = numbers(received, "`d_w1`")
    hint = "El gradiente vuelve por el mismo camino: w2, la máscara de la ida, la ReLU y x."
    if back.shape == (x.shape[1], h.shape[1]):
        used = np.linalg.solve(x.T, back)[gate] / d_h[gate]
        # Solo una máscara de verdad tiene exactamente estos dos valores, y esta es otra
        zero, scaled, one = (
            np.isclose(used, value, rtol=1e-3, atol=1e-3) for value in (0, 1 / (1 - rate), 1)
        )
        if not zero[~on[gate]].all() and (np.all(zero | scaled) or np.all(zero | one)):
            hint = "Al volver usaste otra máscara, y es la misma de la ida: se sortea una sola vez."
    assert_close(
        received,
        x.T @ (d_h * mask * gate),
        name="`d_w1`",
        reveal=False,
        hint=hint,
        mistakes={
            "El gradiente volvió sin máscara: a una neurona apagada no le llega nada.": (
                x.T @ (d_h * gate)
            ),
            "De vuelta apagas las mismas neuronas, pero falta amplificar por 1/(1 − rate).": (
                x.T @ (d_h * on * gate)
            ),
            "Amplificaste el gradiente y no lo apagaste: falta la máscara entera.": (
                x.T @ (d_h * gate / (1 - rate))
            ),
            "La máscara se aplicó dos veces al gradiente: basta una.": (
                x.T @ (d_h * mask**2 * gate)
            ),
            "Multiplicaste por la salida con máscara, `dropped`: de vuelta va la máscara sola.": (
                x.T @ (d_h * mask * h),
                x.T @ (d_h * mask * h * gate),
            ),
            "Falta la derivada de la ReLU: donde `h` es 0 no pasa gradiente.": x.T @ (d_h * mask),
            "La derivada de la ReLU mira dónde `h` es positiva, y no dónde lo es `d_h`.": (
                x.T @ (d_h * mask * (d_h > 0)),
                x.T @ (d_h * mask * (d_h > 0) * gate),
            ),
            "De vuelta apagaste las que estaban prendidas: la máscara quedó al revés.": (
                x.T @ (d_h * ~on * gate),
                x.T @ (d_h * ~on * gate) / (1 - rate),
            ),
            "Usaste la máscara de un solo ejemplo para todos.": (
                x.T @ (d_h * mask[:1] * gate),
                x.T @ (d_h * mask[-1:] * gate),
            ),
            "`d_w1` quedó traspuesto: lleva la forma de `w1`, (D, K).": (d_h * mask * gate).T @ x,
        },
    )
