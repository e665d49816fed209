"""Pregunta 6.5: elegir una ganancia midiendo."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_property,
    fields,
    numbers,
    recognise,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_06.questions.shared import Rng

COARSE = [1.0, 1.36, 0.9]
# Ganancias, tamaño de la entrada y número de capas. En la última, E[z²] cambia tanto de capa en
# capa que cualquiera que no sea la última lleva a elegir otra ganancia
ELU_NETWORKS = (
    ([1.41, 1.12, 1.0, 1.25, 1.6], 0.3, 15),
    (COARSE, 1, 15),
    (COARSE, 2, 15),
    ([0.9, 0.5, 1.3], 5, 3),
)
TOO_FAR = 0.15  # seis desviaciones de E[z²] en la primera capa, con 40 ejemplos y 100 neuronas


@question(
    "6.5",
    points=3,
    section="Explora: la escala y la pendiente",
    hint="Por cada ganancia: el mismo generador desde cero, una red completa y E[z²] en cada capa.",
)
def choose_gain(student: Any, rng: Rng) -> None:
    """Elegir una ganancia midiendo."""
    seed = int(rng.integers(1, 10_000))
    runs = []
    for gains, size, depth in ELU_NETWORKS:
        x = size * rng.standard_normal((40, 100))
        answer = student.choose_gain(x, gains, depth, seed)
        moments, gain = fields(answer, "moments", "gain")
        runs.append((gains, x, _curves(moments, gains, depth), gain))
    _assert_seed(student, seed)
    _assert_own_weights(student, runs)
    _assert_first_layer(runs)
    _assert_one_neuron(student)
    _assert_same_draws(runs)
    _assert_choice_of_gain(runs)


Run = tuple[list[float], Array, Array, Any]


def _curves(moments: Any, gains: list[float], depth: int) -> Array:
    received, shape = numbers(moments, "`moments`"), (len(gains), depth)
    hint = "Va una fila por ganancia y, en ella, un número por capa."
    if received.shape == shape[::-1]:
        hint = "Está traspuesto: las filas son las ganancias y las columnas, las capas."
    elif received.shape in (shape[:1], shape[1:]):
        hint = "Se piden todas las capas de todas las ganancias, no solo la última o la elegida."
    elif received.ndim == 2 and received.shape[1] in (depth - 1, depth + 1):
        hint = "Anota E[z²] una vez por capa, desde z₁ hasta la última; la entrada no se anota."
    message = f"`moments`: esperaba forma {shape} y recibí {received.shape}"
    assert_property(received.shape == shape, message, hint)
    assert_property(
        bool(np.isfinite(received).all()),
        "`moments` tiene NaN o infinitos",
        "La señal explotó, o no se midió: revisa la desviación g/√n, y que eᶻ − 1 no se aplique a "
        "los z positivos.",
    )
    assert_property(
        bool((received != 0).any(axis=0).all()),
        "`moments` tiene una columna de ceros",
        "Falta medir una capa: son `depth`, desde z₁ hasta la última.",
    )
    assert_property(
        bool((received > 0).all()),
        "`moments` tiene valores que no son positivos",
        "Un promedio de cuadrados es positivo: eleva antes de promediar, sin restar la media y sin "
        "logaritmo.",
    )
    return received.astype(float)


def _leaky(slope: float, z: Array) -> Array:
    return np.asarray(np.where(z > 0, z, slope * z))


def _elu(z: Array) -> Array:
    return np.asarray(np.where(z > 0, z, np.expm1(np.minimum(z, 0))))


EVERY_SQUARE = (
    "E[z²] promedia los cuadrados de todos los ejemplos y neuronas, sin restar la media; en la "
    "capa 1 es cercano a g²·E[x²]."
)


def _assert_own_weights(student: Any, runs: Sequence[Run]) -> None:
    """Con filas o columnas repetidas, el tamaño de z es proporcional a una sola suma de x."""
    for gains, x, moments, _ in runs:
        off = moments[:, 0] / (np.square(gains) * np.mean(x**2))
        if np.abs(np.log(off)).max() > 2:
            return  # otro error lo explica
    first, second = np.eye(20)[:1], np.eye(20)[1:2]
    one, two, both = (np.sqrt(_row(student, x)[0]) for x in (first, second, first + second))
    assert_property(
        one == 0 or not np.isclose(both, (one + two, abs(one - two)), rtol=1e-3).any(),
        "`moments`: las neuronas de una capa dan todas lo mismo",
        "Cada peso lleva su propio número: sortea una matriz `(n, n)`, sin repetir filas ni "
        "columnas.",
    )


def _assert_first_layer(runs: Sequence[Run]) -> None:
    def gaps(first: Callable[[Array, Array], Array]) -> list[Array]:
        return [np.log(moments[:, 0] / first(x, np.array(gains))) for gains, x, moments, _ in runs]

    def score(first: Callable[[Array, Array], Array]) -> float:
        logs = gaps(first)
        return max(float(np.abs(log).max()) + 2 * float(np.ptp(log)) for log in logs)

    off = [np.abs(log) for log in gaps(lambda x, g: g**2 * np.mean(x**2))]
    worst = int(np.argmax([log.max() for log in off]))
    if off[worst].max() < TOO_FAR:
        return
    gains, x, moments, _ = runs[worst]
    row = int(np.argmax(off[worst]))
    message = (
        f"`moments`: en la capa 1, con ganancia {gains[row]:g}, esperaba cerca de "
        f"{gains[row] ** 2 * np.mean(x**2):.3g} y recibí {moments[row, 0]:.3g}"
    )
    assert_property(
        any(log[0] > TOO_FAR for log in off),
        message,
        "Cada red parte de la entrada: pon `h = x` adentro del ciclo de las ganancias.",
    )
    for _, x, moments, _ in runs:
        assert_property(
            not np.allclose(moments[:, 0], np.mean(x**2)),
            "`moments`: la primera columna mide la entrada",
            "Anotaste la entrada de la capa: la primera columna es E[z²] de la capa 1.",
        )
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)
    weights = weights / weights.sum()

    def after(x: Array, g: Array) -> Array:
        z = np.outer(g * np.sqrt(np.mean(x**2)), nodes)
        return np.asarray(_elu(z) ** 2 @ weights)

    def spread(x: Array, g: Array) -> Array:
        z = np.outer(g * np.sqrt(np.mean(x**2)), nodes)
        return np.asarray(_elu(z) ** 2 @ weights - (_elu(z) @ weights) ** 2)

    models: dict[str, Callable[[Array, Array], Array]] = {
        "Mediste la señal después de la activación: se mide z, antes de la ELU.": after,
        "Mediste la varianza después de la activación: se mide E[z²], antes de la ELU.": spread,
        "Aplicaste la ELU a la entrada: la primera capa recibe x tal cual.": lambda x, g: (
            g**2 * np.mean(_elu(x) ** 2)
        ),
        "Mediste el tamaño √E[z²]: se pide E[z²], sin la raíz.": lambda x, g: np.sqrt(
            g**2 * np.mean(x**2)
        ),
        "Usaste √g: la desviación de los pesos es g/√n.": lambda x, g: g * np.mean(x**2),
        "Usaste g² como desviación: la desviación de los pesos es g/√n.": lambda x, g: (
            g**4 * np.mean(x**2)
        ),
        "Dividiste por n: la desviación de los pesos es g/√n.": lambda x, g: (
            g**2 * np.mean(x**2) / x.shape[1]
        ),
        "Sale n veces lo esperado: ¿falta dividir la desviación por √n, o sumaste sobre las "
        "neuronas en vez de promediar?": lambda x, g: g**2 * np.mean(x**2) * x.shape[1],
        "Dividiste g² por n: esa es la varianza, y la desviación es g/√n.": lambda x, g: (
            g**4 * np.mean(x**2) / x.shape[1]
        ),
        "Una uniforme en [−1, 1] tiene varianza 1/3: la desviación pedida es g/√n.": lambda x, g: (
            g**2 * np.mean(x**2) / 3
        ),
        "Normalizaste: x entra tal cual, y E[z²] tampoco se divide.": lambda x, g: g**2,
        "Sumaste los cuadrados: E[z²] es su promedio.": lambda x, g: g**2 * np.sum(x**2),
        "La ganancia ya incluye el 2 de He: la varianza de los pesos es g²/n.": lambda x, g: (
            2 * g**2 * np.mean(x**2)
        ),
        "Usaste el número de ejemplos: n es el número de entradas, `x.shape[1]`.": lambda x, g: (
            g**2 * np.mean(x**2) * x.shape[1] / len(x)
        ),
        "Los pesos no dependen de la ganancia: su desviación es g/√n.": lambda x, g: (
            np.mean(x**2) * np.ones_like(g)
        ),
        "Usaste la mediana: E[z²] es un promedio.": lambda x, g: 0.455 * g**2 * np.mean(x**2),
        "Mediste valores absolutos: E[z²] promedia los cuadrados.": lambda x, g: (
            g * np.sqrt(np.mean(x**2)) * math.sqrt(2 / math.pi)
        ),
        "Ordenaste las filas: van en el mismo orden que `gains`.": lambda x, g: (
            np.sort(g) ** 2 * np.mean(x**2)
        ),
    }
    scores = {hint: score(model) for hint, model in models.items()}
    best = min(scores, key=lambda hint: scores[hint])
    raise WrongAnswerError(message, best if scores[best] < 0.25 else EVERY_SQUARE)


def _assert_same_draws(runs: Sequence[Run]) -> None:
    for gains, _, moments, _ in runs:
        base = np.log(moments[:, 0] / np.square(gains))
        assert_property(
            float(np.ptp(base)) < 1e-4,
            "`moments`: en la capa 1 las redes no difieren solo en la ganancia",
            "Cada ganancia recibió otros sorteos: crea el generador con `seed` adentro del ciclo "
            "de las ganancias.",
        )


ONE, ONE_SEED = 5, 782  # capas de la red de una neurona, y una semilla de pesos parejos


def _row(student: Any, x: Array) -> Array:
    """E[z²] en cada capa de una red de ganancia 1."""
    (moments,) = fields(student.choose_gain(x, [1.0], ONE, ONE_SEED), "moments")
    received = numbers(moments, "`moments`")
    assert_property(
        received.shape == (1, ONE),
        f"`moments`: esperaba forma {(1, ONE)} y recibí {received.shape}",
        "Va una fila por ganancia y, en ella, un número por capa.",
    )
    return np.asarray(received[0], dtype=float)


def _assert_one_neuron(student: Any) -> None:
    """Con un ejemplo y una neurona las mediciones delatan los pesos y la activación."""
    measured = {x: _row(student, np.array([[x]])) for x in (0.01, 1.5, -1.5)}
    small, large = measured[0.01], measured[1.5]
    three = np.array([[1.5], [-3], [4.5]])
    assert_property(
        bool(np.isfinite(small).all()),
        "`moments` tiene NaN cuando hay un solo ejemplo y una sola neurona",
        "E[z²] promedia los cuadrados de todos los ejemplos: no dejes ninguno fuera ni restes la "
        "media.",
    )
    assert_property(
        bool(large[0] > 0),
        "`moments` vale 0 cuando hay un solo ejemplo y una sola neurona",
        "Mediste una varianza, que resta la media: E[z²] es el promedio de los cuadrados.",
    )
    assert_property(
        np.isclose(small[0] * 150**2, large[0], rtol=0.01),
        "`moments`: con una entrada 150 veces menor, E[z²] en la capa 1 no baja 150² veces",
        "No redondees ni le sumes nada a `moments`: anota el promedio de los cuadrados tal cual.",
    )
    assert_property(
        np.isclose(_row(student, three)[0], large[0] * 14 / 3, rtol=0.01),
        "`moments` no promedia los cuadrados de todos los ejemplos",
        EVERY_SQUARE,
    )
    if not _follows(_elu, measured):
        hints = (hint for hint, model in ACTIVATIONS if _follows(model, measured))
        raise WrongAnswerError(
            "`moments`: de una capa a la siguiente, la señal no cambia como con la ELU",
            next(
                hints,
                "Revisa el ciclo: h = elu(z), con z si z > 0 y eᶻ − 1 si no, entra a la capa "
                "siguiente.",
            ),
        )
    assert_property(
        float(np.ptp(np.log(small[1:] / small[:-1]))) > 0.1,
        "todas las capas usan los mismos pesos",
        "Cada capa sortea su propia matriz: crea el generador una vez por red, antes del ciclo de "
        "las capas.",
    )


# Pista → la activación que puso quien se equivoca así
ACTIVATIONS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    (
        "Falta la activación entre capa y capa: a la siguiente entra h = elu(z), no z ni x.",
        np.asarray,
    ),
    (
        "Esa es la ReLU: la ELU deja pasar eᶻ − 1 cuando z es negativo.",
        lambda z: np.maximum(z, 0),
    ),
    (
        "Falta la rama de los positivos: ahí la ELU es z.",
        lambda z: np.expm1(np.minimum(z, 0)),
    ),
    (
        "Falta restar 1: con z negativo, la ELU vale eᶻ − 1, que cerca de 0 es casi z.",
        lambda z: np.where(z > 0, z, np.exp(z)),
    ),
    (
        "Pusiste −1 en todos los negativos: la ELU vale eᶻ − 1, que llega a −1 de a poco.",
        lambda z: np.where(z > 0, z, -1),
    ),
    (
        "El signo: con z negativo, la ELU es negativa, eᶻ − 1.",
        lambda z: np.where(z > 0, z, -np.expm1(z)),
    ),
    (
        "Las ramas están al revés: eᶻ − 1 va con los negativos.",
        lambda z: np.where(z > 0, np.expm1(z), z),
    ),
    ("Aplicaste eᶻ − 1 también a los positivos: ahí la ELU es z.", np.expm1),
    (
        "Cortaste en −1 en línea recta: con z negativo, la ELU es eᶻ − 1.",
        lambda z: np.maximum(z, -1),
    ),
    ("Esa es la tanh: la ELU es z si z > 0 y eᶻ − 1 si no.", np.tanh),
    (
        "Esa es la softplus: la ELU es z si z > 0 y eᶻ − 1 si no.",
        lambda z: np.logaddexp(0, z),
    ),
    *(
        ("Esa es leaky ReLU: con z negativo, la ELU es eᶻ − 1.", partial(_leaky, slope))
        for slope in (0.01, 0.1, 0.2, 0.3)
    ),
)


def _follows(activation: Callable[[Array], Array], measured: Mapping[float, Array]) -> bool:
    """Si con algún signo de los pesos la activación explica todo lo medido.

    En cada capa, |z| dividido por |h| es el peso: tiene que ser el mismo desde toda entrada.
    """
    signs = np.array(list(product((-1, 1), repeat=ONE)))
    h: Array = np.array(list(measured))[:, None] * np.ones(len(signs))
    fits = np.ones(len(signs), bool)
    for sign, size in zip(signs.T, np.sqrt(np.transpose(list(measured.values()))), strict=True):
        crossed = size[:, None, None] * np.abs(h)
        fits &= np.isclose(crossed, crossed.swapaxes(0, 1), rtol=0.03, atol=0).all((0, 1))
        h = activation(sign * np.sign(h) * size[:, None])
    return bool(fits.any())


def _assert_seed(student: Any, seed: int) -> None:
    x, gains = np.linspace(-1, 1, 60).reshape(3, 20), [1.0, 1.3]
    once, same, other = (
        _curves(fields(student.choose_gain(x, gains, 4, s), "moments")[0], gains, 4)
        for s in (seed, seed, seed + 10_000)
    )
    assert_property(
        np.allclose(same, once),
        "dos llamadas con la misma semilla dieron mediciones distintas",
        "El azar sale solo de `np.random.default_rng(seed)`, creado adentro de la función.",
    )
    assert_property(
        not np.allclose(other, once, rtol=1e-3),
        "dos semillas distintas dieron las mismas mediciones",
        "La función ignora `seed`: pásasela a `np.random.default_rng`.",
    )


def _assert_choice_of_gain(runs: Sequence[Run]) -> None:
    chosen = []
    for gains, _, moments, gain in runs:
        hint = recognise(
            np.asarray(gain),
            {
                "Devolviste la posición: se pide la ganancia, `gains[…]`.": (0, 2, 3, 4),
                "Devolviste el segundo momento: se pide la ganancia que lo logra.": tuple(
                    moments[:, -1]
                ),
            },
        )
        value = numbers(gain, "`gain`")
        listed = value.ndim == 0 and np.isclose(value, gains, atol=1e-6).any()
        what = f"{value:.4g}" if value.ndim == 0 else f"un arreglo de forma {value.shape}"
        message = f"`gain`: recibí {what}, que no es una de las ganancias de la lista"
        assert_property(listed, message, hint or "Devuelve un solo elemento de `gains`.")
        chosen.append(float(value))
    right = _picks(runs, _log_distance)
    if np.allclose(chosen, right):
        return
    hints = [hint for hint, cost in RULES if np.allclose(chosen, _picks(runs, cost))]
    if any(np.allclose(chosen, [gains[k] for gains, *_ in runs]) for k in (0, -1)):
        hints.append("Elegiste siempre la misma posición de la lista: decide con lo que mediste.")
    if np.allclose(chosen, [1.41, 1.36, 1.36, 1.3]):
        hints.append("Esa es la más parecida a √2, la ganancia de ReLU: decide con lo que mediste.")
    wrong = next(k for k, gain in enumerate(chosen) if not np.isclose(gain, right[k]))
    gains, _, moments, _ = runs[wrong]
    ends = (f"{g:g} → {m:.3g}" for g, m in zip(gains, moments[:, -1], strict=True))
    raise WrongAnswerError(
        f"`gain`: elegiste {chosen[wrong]:g} y tu E[z²] de la última capa es {', '.join(ends)}",
        hints[0] if hints else "Se elige la de menor |ln E[z²]| en la última capa.",
    )


# Pista → lo que minimiza quien elige así
RULES: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    *(
        (
            "Compara con el logaritmo: restando 1, apagarse del todo cuesta apenas 1 y gana.",
            cost,
        )
        for cost in (
            lambda m: np.abs(m[:, -1] - 1),
            lambda m: np.abs(np.sqrt(m[:, -1]) - 1),
            lambda m: (m[:, -1] - 1) ** 2,
        )
    ),
    *(
        (
            "Elegiste la señal más chica o la más lejana de 1: se busca la más cercana, con el "
            "valor absoluto del logaritmo.",
            cost,
        )
        for cost in (lambda m: m[:, -1], lambda m: -np.abs(np.log(m[:, -1])))
    ),
    ("Elegiste la señal más grande: se busca que termine cerca de 1.", lambda m: -m[:, -1]),
    (
        "Decidiste con la capa 1: se decide con la última, que es donde se nota la ganancia.",
        lambda m: np.abs(np.log(m[:, 0])),
    ),
    *(
        ("Usaste otras capas: se decide solo con la última, comparada con 1.", cost)
        for cost in (
            lambda m: np.abs(np.log(m[:, -1] / m[:, 0])),
            lambda m: np.abs(m[:, -1] - m[:, 0]),
            lambda m: np.abs(np.log(m[:, -1] / m[:, -2])),
            lambda m: np.abs(m[:, -1] - m[:, -2]),
            lambda m: np.abs(np.log(m[:, -2])),
            lambda m: np.abs(np.log(m[:, -2:]).mean(axis=1)),
            lambda m: np.abs(np.log(m[:, -3:]).mean(axis=1)),
            lambda m: np.abs(np.log(m[:, -5:]).mean(axis=1)),
            lambda m: np.abs(np.log(m[:, -2:])).mean(axis=1),
            lambda m: np.abs(np.log(m[:, -3:])).mean(axis=1),
            lambda m: np.log(m).std(axis=1),
            lambda m: m.std(axis=1),
            lambda m: np.abs(np.log(m)).mean(axis=1),
            lambda m: np.abs(np.log(m.mean(axis=1))),
            lambda m: np.abs(m - 1).mean(axis=1),
            lambda m: np.abs(m.mean(axis=1) - 1),
        )
    ),
)


def _log_distance(moments: Array) -> Array:
    return np.abs(np.log(moments[:, -1]))


def _best(run: Run, cost: Callable[[Array], Array]) -> float:
    gains, _, moments, _ = run
    return gains[int(np.argmin(cost(moments)))]


def _picks(runs: Sequence[Run], cost: Callable[[Array], Array]) -> list[float]:
    return [_best(run, cost) for run in runs]
