"""Ejercicio 04: inicialización, desde una red de pesos iguales hasta elegir una desviación."""

from collections.abc import Callable
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    assert_property,
    fields,
    numbers,
    parts,
)
from course_lib.grading.question import WrongAnswerError, question

Rng = np.random.Generator
Triple = tuple[Array, Array, Array]


@question(
    "4.1",
    points=1,
    section="La idea: gemelas para siempre",
    hint="Con puntajes iguales cada clase recibe 1/4; de ahí, p − y, y cada gradiente es lo que "
    "entra por lo que vuelve.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano: una red de pesos iguales."""
    x, h, target = np.array([2.0, 4.0]), 3.0, np.array([0.0, 0.0, 1.0, 0.0])
    loss, d_scores, d_v, d_w, kinds = fields(
        student.by_hand(), "loss", "d_scores", "d_V", "d_W", "kinds"
    )
    assert_close(
        loss,
        np.log(4),
        name="`loss`",
        reveal=False,
        mistakes={
            "El signo: la pérdida es −ln p, y p es menor que 1.": -np.log(4),
            "Usaste logaritmo en base 2: la entropía cruzada usa el natural.": 2.0,
            "Usaste logaritmo en base 10: la entropía cruzada usa el natural.": np.log10(4),
            "Son cuatro clases: p = 1/4.": np.log(2),
            "La pérdida es −ln p, no 1 − p.": 0.75,
            "Esa es la probabilidad de la clase correcta: la pérdida es su −ln.": (0.25, 25),
            "Sumaste las cuatro clases: solo cuenta la correcta.": 4 * np.log(4),
            "Ese es el puntaje: pásalo antes por softmax.": (3.0, -3.0),
            "Usaste sigmoid en vez de softmax: las cuatro clases se reparten 1.": (
                np.log1p(np.exp(-3.0))
            ),
            "Redondeaste de más: da al menos cuatro decimales, o usa `np.log`.": (1.4, 1.39, 1.386),
        },
    )
    delta = 0.25 - target
    assert_close(
        d_scores,
        delta.tolist(),
        name="`d_scores`",
        reveal=False,
        mistakes={
            "El signo: el gradiente es p − y, no y − p.": -delta,
            "Esas son las probabilidades: falta restar la etiqueta, p − y.": 0 * delta + 0.25,
            "Solo restaste la etiqueta: falta la probabilidad, p − y.": (-target, target),
            "La clase correcta es la tercera.": tuple(np.roll(delta, k) for k in (1, 2, 3)),
            "También se mueven las clases equivocadas: softmax las amarra, p − y en las cuatro.": (
                -0.75 * target,
                0.75 * target,
            ),
            "Derivaste respecto de la probabilidad: se pide respecto del puntaje, p − y.": (
                -4 * target
            ),
            "Promediaste entre las clases: la entropía cruzada de un ejemplo no divide por 4.": (
                delta / 4
            ),
            "Usaste el puntaje: la probabilidad es lo que sale de softmax.": h - target,
        },
    )
    assert_close(
        d_v,
        (h * delta).tolist(),
        name="`d_V`",
        reveal=False,
        mistakes={
            "Falta multiplicar por lo que entrega la neurona, h.": delta,
            "Multiplicaste por la entrada x: a V le llega la salida de la neurona, h.": (
                2 * delta,
                4 * delta,
            ),
            "Multiplicaste por los pesos: el gradiente de V lleva lo que entra en V, que es h.": (
                delta / 2,
                h * delta / 2,
            ),
            "Sumaste: a cada fila de V le toca la h de su neurona.": 2 * h * delta,
            "El signo: es h por (p − y).": -h * delta,
            "Van los cuatro pesos de una neurona: una fila de V, no V entera.": (
                np.outer([h, h], delta)
            ),
            "Falta restar la etiqueta: es h por (p − y).": 0 * delta + h / 4,
        },
    )
    ones = np.ones(2)
    assert_close(
        d_w,
        np.zeros((2, 2)).tolist(),
        name="`d_W`",
        reveal=False,
        hint="A cada neurona le vuelve Σ (p − y)·V, con las cuatro clases; súmalas con su signo.",
        mistakes={
            "Van los cuatro gradientes de W, en dos filas de dos números.": (
                0.0,
                np.zeros(2),
                np.zeros(4),
                *(np.outer(x, ones).ravel() * k for k in (1.0, -0.375, 0.75, -1.0)),
            ),
            "A la neurona le vuelven las cuatro clases, y olvidaste restar la etiqueta.": (
                np.outer(x, ones) / 2,
                np.outer(x, ones),
            ),
            "Contaste solo la clase correcta: a la neurona le vuelven las cuatro, súmalas.": (
                np.outer(x, -0.375 * ones),
                np.outer(x, -0.75 * ones),
                np.outer(x, -0.5 * ones),
                np.outer(x, 0.375 * ones),
            ),
            "Contaste solo las clases equivocadas: a la neurona le vuelven las cuatro.": (
                np.outer(x, 0.375 * ones),
                np.outer(x, 0.125 * ones),
            ),
            "Sumaste sin signo: la clase correcta tira para el otro lado.": (
                np.outer(x, 0.75 * ones),
                np.outer(x, 1.5 * ones),
            ),
        },
    )
    assert_close(
        kinds,
        2,
        name="`kinds`",
        reveal=False,
        mistakes={
            "Las cuatro parten iguales y tres reciben el mismo gradiente: no todas se separan.": 4,
            "Mira `d_V`: la columna de la clase correcta recibe otra cosa que las demás.": 1,
            "Entre las clases equivocadas nada las distingue: su gradiente es el mismo.": 3,
        },
    )


@question(
    "4.2",
    points=2,
    section="¿Y los sesgos?",
    hint="p = (n + 1)/(N + K); el sesgo es ln p menos su promedio; las pérdidas son el promedio de "
    "−ln p de la etiqueta de cada ejemplo.",
)
def start_bias(student: Any, rng: Rng) -> None:
    """Una red que nace sabiendo qué es común."""
    for base in ([31, 4, 13, 8], [33, 17, 9, 4, 2, 0]):
        counts = np.array(base) + rng.integers(0, 2, len(base)) * (np.array(base) > 0)
        counts[:-1] = rng.permutation(counts[:-1])
        labels = rng.permutation(np.repeat(np.arange(len(counts)), counts))
        bias, zero, informed = parts(
            student.start_bias(labels, len(counts)), ("`bias`", "`loss_zero`", "`loss_bias`")
        )
        _assert_bias(bias, counts.astype(float))
        _assert_start_losses(zero, informed, counts.astype(float))


def _centred(b: Array) -> Array:
    return b - b.mean()


def _assert_bias(bias: Any, counts: Array) -> None:
    n, k = counts.sum(), len(counts)
    p, received = (counts + 1) / (n + k), numbers(bias, "`bias`")
    assert_property(
        bool(np.isfinite(received).all()),
        "`bias` tiene infinitos o NaN",
        "Una clase sin ejemplos da ln 0: agrégale a cada clase su ejemplo imaginario.",
    )
    log, odds, seen = np.log(p), np.log(p / (1 - p)), counts > 0
    raw = np.log(np.maximum(counts, 1) / n)
    assert_close(
        bias,
        _centred(log),
        name="`bias`",
        mistakes={
            "Falta centrar: réstales su promedio, y suman 0.": (log, np.log(counts + 1)),
            "El signo: a la clase más común le toca el sesgo mayor.": (-_centred(log), -log),
            "Esas son las probabilidades: los puntajes son sus logaritmos.": (p, _centred(p)),
            "Ese es ln(p/(1 − p)), el de una salida con sigmoid: con softmax es ln p.": (
                odds,
                _centred(odds),
                -odds,
                -_centred(odds),
            ),
            "Usaste otra base: softmax deshace el logaritmo natural.": tuple(
                _centred(log) / np.log(base) for base in (2, 10)
            ),
            "Falta el ejemplo imaginario de cada clase: p = (n + 1)/(N + K).": (
                (_centred(raw), raw) if seen.all() else ()
            ),
            "El ejemplo imaginario es uno entero por cada clase, no uno repartido.": (
                _centred(np.log(counts + 1 / k))
            ),
            "Restaste el máximo: para que sumen 0 se resta el promedio.": log - log.max(),
            "Restaste la mediana: para que sumen 0 se resta el promedio.": log - np.median(log),
            "Restaste la suma: para que sumen 0 se resta el promedio.": log - log.sum(),
            "Restaste el promedio a p: se le resta a ln p.": np.log(p / p.mean()),
            "Dividiste por la desviación: basta con restar el promedio.": (
                _centred(log) / log.std()
            ),
            "Faltan clases: las que no aparecen en `labels` también tienen su sesgo "
            "(`minlength=classes`).": (
                () if seen.all() else tuple(_centred(v[seen]) for v in (log, raw))
            ),
            "Ese es el sesgo de siempre, en 0: aquí parte en lo que dicen las etiquetas.": 0 * p,
        },
    )


def _assert_start_losses(zero: Any, informed: Any, counts: Array) -> None:
    n, k = counts.sum(), len(counts)
    p, q, seen = (counts + 1) / (n + k), counts / n, counts > 0
    odds = np.log(p / (1 - p))
    right = -q @ np.log(p)
    assert_close(
        zero,
        np.log(k),
        name="`loss_zero`",
        mistakes={
            "Sumaste los ejemplos: la pérdida es el promedio.": n * np.log(k),
            "El signo: la pérdida es −ln p, positiva.": -np.log(k),
            "Usaste otra base: la entropía cruzada usa el logaritmo natural.": (
                np.log2(k),
                np.log10(k),
            ),
            "Esa es la probabilidad: la pérdida es su −ln.": 1 / k,
            "Contaste solo las clases que aparecen: la red reparte entre las K.": (
                () if seen.all() else np.log(seen.sum())
            ),
            "Van en el otro orden: primero con los sesgos en 0.": right,
        },
    )
    assert_close(
        informed,
        right,
        name="`loss_bias`",
        mistakes={
            "Sumaste los ejemplos: la pérdida es el promedio.": n * right,
            "El signo: la pérdida es −ln p, positiva.": -right,
            "Promediaste −ln p con el propio p: pesan las etiquetas que hay, sin imaginarios.": (
                -p @ np.log(p)
            ),
            "Divide por N + K: se agregó un ejemplo a cada clase.": (
                right - np.log((n + k) / n),
                right - np.log((n + k) / (n + 1)),
            ),
            "Usaste las frecuencias sin el ejemplo imaginario: es la p de los sesgos.": (
                -q[seen] @ np.log(q[seen])
            ),
            "Promediaste entre clases: se promedia entre ejemplos, y las comunes pesan más.": (
                -np.log(p).mean(),
                -np.log(p).sum(),
                -np.log(p[seen]).mean(),
            ),
            "Usaste los sesgos como si fueran ln p: pásalos antes por softmax.": (
                -q @ _centred(np.log(p))
            ),
            "Usaste otra base: la entropía cruzada usa el logaritmo natural.": (
                right / np.log(2),
                right / np.log(10),
            ),
            "Es la pérdida con los sesgos en 0: usa los nuevos.": np.log(k),
            "Promediaste la probabilidad: primero el −ln de cada ejemplo, después el promedio.": (
                -np.log(q @ p),
                q @ p,
                1 - q @ p,
            ),
            "Mediste con los sesgos de sigmoid: con softmax son ln p.": (
                np.log(np.exp(odds).sum()) - q @ odds
            ),
            "Mediste con los sesgos al revés de signo.": np.log((1 / p).sum()) + q @ np.log(p),
            "Sumaste las dos clases de sigmoid: con softmax solo cuenta la correcta.": (
                -(q @ np.log(p) + (1 - q) @ np.log(1 - p))
            ),
        },
    )


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


@question(
    "4.4",
    points=2,
    section="La idea: gemelas para siempre",
    hint="Junta las neuronas de igual entrada y sesgo, deja los números de la primera y suma sus "
    "pesos de salida.",
)
def merge_twins(student: Any, rng: Rng) -> None:
    """Una neurona por cada grupo de gemelas."""
    W, b, V = _with_twins(rng)
    for tol in (0.01, 0.0001):
        names = ("`W`", "`b`", "`V`")
        answer = parts(student.merge_twins(W.copy(), b.copy(), V.copy(), tol), names)
        found = [numbers(part, name) for part, name in zip(answer, names, strict=True)]
        _assert_merged(answer, found, (W, b, V), tol)


def _with_twins(rng: Rng) -> Triple:
    """Diez neuronas: tres parecidas en 0,01, dos en 0,0001 y cinco que engañan.

    Sortea hasta que cada manera equivocada de juntarlas junte otras.
    """
    while True:
        W, b = rng.uniform(-2, 2, (5, 7)), rng.uniform(-2, 2, 7)
        W[:2, 0] = rng.choice([-1, 1], 2) * rng.uniform(0.6, 2, 2)
        W[2, 0] = rng.integers(16, 24) / 100 + 0.003  # chico: una tolerancia relativa los separa
        for group, tol in ((0, 0.01), (1, 0.0001)):  # justo donde un redondeo los separa
            W[:2, group] = (np.floor(W[:2, group] / tol) + np.array([0.5, 0])) * tol
        W[:, 2], b[2] = W[:, 0], b[0] + rng.choice([-1, 1])
        W[:, 3], b[3] = np.roll(W[:, 1], 1), b[1]
        W[:, 4], b[4] = W[:, 1] + 1, b[1]
        W[:, 5], b[5] = W[:, 0] - 1, b[0]
        W[:, 6], b[6] = W[:, 0], b[0]
        W[4, 6] += rng.choice([-0.04, 0.04])  # cuatro veces tol, en un solo peso
        order = rng.permutation(10)
        groups = np.array([0, 0, 0, 1, 1, 2, 3, 4, 5, 6])[order]
        W, b = W[:, groups], b[groups]
        W[0] += np.array([-2e-3, 2e-3, 1e-3, -4.5e-5, 4.5e-5, 0, 0, 0, 0, 0])[order]
        W[1] += np.array([2e-3, 1e-3, -2e-3, 4.5e-5, -4.5e-5, 0, 0, 0, 0, 0])[order]
        W[2] += np.array([1e-3, -2e-3, 1e-3, -4.5e-5, 4.5e-5, 0, 0, 0, 0, 0])[order]
        V = rng.uniform(0.5, 2, (10, 3)) * rng.choice([-1, 1], (10, 3))
        known = (rule for rules in MISGROUPED.values() for rule in rules)
        rules = (_equal, _strict, *(rule for rule in known if rule not in TOTALS))
        ways = {str(_groups(W, b, 0.01, rule)) for rule in rules}
        first = _first(_groups(W, b, 0.01))
        finer = (_equal, _rounded, _neighbours, *TOTALS)
        small = [str(_groups(W, b, 0.0001, rule)) for rule in finer]
        if (
            len(ways) == len(rules)
            and small[0] not in small[1:]
            and (np.diff(W[0, first]) < 0).any()
        ):
            return W, b, V


Same = Callable[[Array, int, int, float], bool]


def _equal(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.max(np.abs(joint[:, j] - joint[:, k])) <= tol)


def _no_bias(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(joint[:-1], j, k, tol)


def _neighbours(joint: Array, j: int, k: int, tol: float) -> bool:
    return abs(j - k) == 1 and _equal(joint, j, k, tol)


def _rounded(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(np.round(joint / tol), j, k, 0.5)


def _strict(joint: Array, j: int, k: int, _tol: float) -> bool:
    return _equal(joint, j, k, 0.0001)


def _loose(joint: Array, j: int, k: int, _tol: float) -> bool:
    return _equal(joint, j, k, 0.01)


def _floored(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(np.floor(joint / tol), j, k, 0.5)


def _signed(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.max(joint[:, j] - joint[:, k]) <= tol)


def _signed_back(joint: Array, j: int, k: int, tol: float) -> bool:
    return _signed(joint, k, j, tol)


def _only_bias(joint: Array, j: int, k: int, tol: float) -> bool:
    return _equal(joint[-1:], j, k, tol)


def _averaged(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(abs((joint[:, j] - joint[:, k]).mean()) <= tol)


def _summed(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(abs((joint[:, j] - joint[:, k]).sum()) <= tol)


def _mean_gap(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.abs(joint[:, j] - joint[:, k]).mean() <= tol)


def _total_gap(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.abs(joint[:, j] - joint[:, k]).sum() <= tol)


def _distance(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.linalg.norm(joint[:, j] - joint[:, k]) <= tol)


def _relative(joint: Array, j: int, k: int, tol: float) -> bool:
    return np.allclose(joint[:, k], joint[:, j], rtol=tol, atol=0)


def _any_weight(joint: Array, j: int, k: int, tol: float) -> bool:
    return bool(np.abs(joint[:, j] - joint[:, k]).min() <= tol)


def _never(joint: Array, j: int, k: int, _tol: float) -> bool:
    return _equal(joint, j, k, -1)


# Con tol = 0,01 juntan bien; con 0,0001, tres pesos que pasan uno por uno ya no pasan sumados
TOTALS: tuple[Same, ...] = (_total_gap, _distance)
MISGROUPED: dict[str, tuple[Same, ...]] = {
    "Miraste el promedio, la suma o la norma de las diferencias: los pesos se comparan uno por "
    "uno.": (
        _averaged,
        _summed,
        _mean_gap,
        *TOTALS,
    ),
    "Tu tolerancia es relativa, como `rtol`: `tol` limita la diferencia en valor absoluto.": (
        _relative,
    ),
    "Juntaste neuronas de distinto sesgo: también tiene que coincidir.": (_no_bias,),
    "Miraste solo el sesgo: también tienen que coincidir los pesos de entrada.": (_only_bias,),
    "Solo juntaste neuronas vecinas: las gemelas pueden estar en cualquier lugar.": (_neighbours,),
    "Redondear separa a dos gemelas que caen a cada lado del corte: mira su diferencia.": (
        _rounded,
        _floored,
    ),
    "Falta el valor absoluto: una diferencia muy negativa también es grande.": (
        _signed,
        _signed_back,
    ),
    "Basta un peso distinto para que no sean gemelas: usa todos, no alguno.": (_any_weight,),
    "No juntaste ninguna: compara con `tol`, no con ==, y no exijas iguales los pesos de salida.": (
        _never,
    ),
}


def _groups(W: Array, b: Array, tol: float, same: Same = _equal) -> list[list[int]]:
    """Las neuronas, por grupos, en el orden en que aparece la primera de cada uno."""
    joint, groups = np.vstack([W, b]), list[list[int]]()
    for k in range(len(b)):
        for group in groups:
            if same(joint, group[-1 if same is _neighbours else 0], k, tol):
                group.append(k)
                break
        else:
            groups.append([k])
    return groups


def _first(groups: list[list[int]]) -> list[int]:
    return [group[0] for group in groups]


def _merge(net: Triple, groups: list[list[int]]) -> Triple:
    W, b, V = net
    first = _first(groups)
    return W[:, first], b[first], np.array([V[group].sum(axis=0) for group in groups])


def _assert_merged(answer: list[Any], found: list[Array], net: Triple, tol: float) -> None:
    W, b, V = net
    groups = _groups(W, b, tol)
    right = _merge(net, groups)
    shapes = [part.shape for part in found]
    expected = [part.shape for part in right]
    if shapes != expected:
        _explain_grouping(found, net, tol, expected)
    by_value = [kernel[:, np.lexsort(kernel[::-1])] for kernel in (found[0], right[0])]
    assert_property(
        np.allclose(found[0], right[0], atol=tol)
        or not np.allclose(by_value[0], by_value[1], atol=tol),
        "las neuronas están, pero en otro orden",
        "Van en el orden en que aparece la primera de cada grupo; `np.unique` las "
        "ordena por valor.",
    )
    last = [group[-1] for group in groups]
    assert_close(
        answer[0],
        right[0],
        name=f"`W` con tol = {tol:g}",
        hint="Cada columna de `W` es la de la primera neurona de su grupo, tal cual.",
        mistakes={
            "Promediaste los pesos de entrada: se quedan los de la primera del grupo.": (
                np.array([W[:, g].mean(axis=1) for g in groups]).T
            ),
            "Quedó la última neurona del grupo: se piden los números de la primera.": W[:, last],
            "Sumaste los pesos de entrada: solo se suman los de salida.": np.array([
                W[:, g].sum(axis=1) for g in groups
            ]).T,
            "Redondeaste los pesos: se quedan los de la primera, tal cual.": (
                np.round(right[0] / tol) * tol
            ),
        },
    )
    assert_close(
        answer[1],
        right[1],
        name=f"`b` con tol = {tol:g}",
        hint="Cada sesgo es el de la primera neurona de su grupo, tal cual.",
        mistakes={
            "Sumaste los sesgos: dentro de la activación va uno solo, el de la primera.": np.array([
                b[g].sum() for g in groups
            ]),
            "Promediaste los sesgos: se queda el de la primera del grupo.": np.array([
                b[g].mean() for g in groups
            ]),
        },
    )
    rows = [V[g] for g in groups]
    assert_close(
        answer[2],
        right[2],
        name=f"`V` con tol = {tol:g}",
        mistakes={
            "Dejaste los pesos de salida de la primera: la neurona que queda hace el trabajo de "
            "todas, se suman.": V[_first(groups)],
            "Dejaste los pesos de salida de la última: se suman los de todo el grupo.": V[last],
            "Promediaste los pesos de salida: se suman, o la red respondería menos.": np.array([
                row.mean(axis=0) for row in rows
            ]),
            "Multiplicaste los de la primera por el tamaño del grupo: cada gemela trae los suyos, "
            "súmalos.": np.array([len(row) * row[0] for row in rows]),
        },
    )


def _explain_grouping(found: list[Array], net: Triple, tol: float, expected: list[Any]) -> None:
    """Lanza el error de juntar de más o de menos, con su causa si se reconoce."""
    W, b, _ = net
    got, want = [part.shape for part in found], [tuple(shape) for shape in expected]
    if want[0] == got[0][::-1]:
        raise WrongAnswerError("`W` está traspuesto", "Una columna por neurona, como en `W`.")
    fixed = "Usaste una tolerancia fija, o elevada al cuadrado: la que vale es `tol`."
    known = {fixed: (_loose if tol < 0.01 else _strict,)} | MISGROUPED
    causes = [(hint, _groups(W, b, tol, rule)) for hint in known for rule in known[hint]]
    for kept in ((0, 2), (0,)):  # si `V` también calza, se sabe con quién se juntó cada una
        for hint, groups in causes:
            wrong = _merge(net, groups)
            if all(
                found[k].shape == wrong[k].shape and np.allclose(found[k], wrong[k]) for k in kept
            ):
                message = f"con tol = {tol:g} quedan {want[1][0]} neuronas y dejaste {got[0][1]}"
                raise WrongAnswerError(message, hint)
    hint = "W, b y V llevan una columna, un número y una fila por cada neurona que queda."
    if got[0][:1] == want[0][:1] and len(got[0]) == 2:
        hint = "¿Juntaste lo debido? Mira la mayor diferencia, en todos los pesos y el sesgo."
        if got[0] == want[0] and got[2] != want[2]:
            hint = "A `V` también le queda una fila por grupo: la suma de las de sus neuronas."
        elif got[0] == want[0]:
            hint = "A `b` también le queda un número por grupo: el de la primera."
    raise WrongAnswerError(f"con tol = {tol:g} esperaba formas {want} y recibí {got}", hint)


LOW, HIGH, MOST, STEP = 0.1, 10.0, 60, 1.25
DEPTH, EXAMPLES = 12, 12


@question(
    "4.5",
    points=2,
    section="¿Qué pasa con la profundidad?",
    hint="Por cada desviación: ida con z = h·(s·base), vuelta con g ← (g·φ'(z))·Wᵀ, y elige una "
    "que deje sanos los dos tamaños.",
)
def find_std(student: Any, rng: Rng) -> None:
    """Una desviación que deje pasar la señal y el gradiente."""
    for activation in ("tanh", "relu"):
        batch = _deep_net(rng, activation)
        answer = student.find_std(*(array.copy() for array in batch), activation)
        stds, signal, gradient, choice = fields(answer, "stds", "signal", "gradient", "choice")
        tried = _assert_stds(stds)
        true = _sizes(*batch, tried, activation)
        for name, received in (("signal", signal), ("gradient", gradient)):
            _assert_sizes(received, name, true, batch, tried, activation)
        _assert_span(true[1], activation)
        _assert_healthy(choice, tried, true, activation)


def _deep_net(rng: Rng, activation: str) -> Triple:
    """Sortea una red que tenga, con holgura, alguna desviación sana."""
    while True:
        n = int(rng.integers(36, 53))
        x = rng.uniform(1.5, 2.5) * rng.standard_normal((EXAMPLES, n))
        grad = rng.uniform(0.01, 0.03) * rng.standard_normal((EXAMPLES, n))
        base = rng.standard_normal((DEPTH, n, n))
        stds = np.geomspace(0.8, 2, 12) / np.sqrt(n)
        sizes = np.array(_sizes(x, grad, base, stds, activation))
        healthy = stds[((sizes > LOW) & (sizes < HIGH)).all(axis=0)]
        spread = _measured((x, grad, base), stds, activation, np.std)
        alike = activation == "relu" and any(_close_curves(spread, size, 0.06) for size in sizes)
        if healthy.size and healthy[-1] > 1.28 * healthy[0] and not alike:
            return x, grad, base


def _rms(a: Array) -> Array:
    return np.asarray(np.sqrt(np.mean(a**2, axis=(-2, -1))))


def _slope(activation: str, z: Array) -> Array:
    return 1 - np.tanh(z) ** 2 if activation == "tanh" else (z > 0).astype(float)


def _apply(activation: str, z: Array) -> Array:
    return np.tanh(z) if activation == "tanh" else np.maximum(z, 0)


def _sizes(
    x: Array, grad: Array, base: Array, stds: Array, activation: str, change: str = ""
) -> tuple[Array, Array]:
    """Cuántas veces crecen la señal y el gradiente al cruzar la red; `change` nombra un error."""
    scale, zs, h = stds[:, None, None], list[Array](), x
    for Z in base:
        zs.append(scale * (h @ Z))
        h = zs[-1] if change == "lineal" else _apply(activation, zs[-1])
    last = zs[-1] if change == "sin la última" else h
    kernels, seen = base[::-1], zs[::-1]
    if change == "todo en orden de ida":
        kernels, seen = base, zs
    elif change == "derivadas en orden de ida":
        seen = zs
    elif change == "derivadas de la anterior":
        seen = [*seen[1:], x]
    elif change == "derivadas con la entrada":
        seen = [*(_apply(activation, z) for z in seen[1:]), x]
    elif change == "derivadas con h":
        seen = [_apply(activation, z) for z in seen]
    slopes = [_slope(activation, z) for z in seen]
    if change in ("lineal", "sin derivadas"):
        slopes = [np.ones_like(slope) for slope in slopes]
    elif change == "uno menos z²":
        slopes = [1 - z**2 for z in seen]
    elif change in ("tanh", "relu"):
        slopes = [_slope(change, z) for z in seen]
    elif change == "activaciones":
        slopes = [_apply(activation, z) for z in seen]
    elif change == "sin la última":
        slopes[0] = np.ones_like(slopes[0])
    g: Array = np.broadcast_to(grad, h.shape)
    for Z, slope in zip(kernels, slopes, strict=True):
        W = scale * (Z if change == "sin trasponer" else Z.T)
        g = (g @ W) * slope if change == "después" else (g * slope) @ W
    return _rms(last) / _rms(x), _rms(g) / _rms(grad)


def _assert_stds(received: Any) -> Array:
    stds = numbers(received, "`stds`").astype(float)
    assert_property(
        stds.ndim == 1 and 8 <= stds.size <= MOST,
        f"`stds`: esperaba entre 8 y {MOST} desviaciones y recibí forma {stds.shape}",
        f"`stds` es un vector con las desviaciones que probaste, entre 8 y {MOST}.",
    )
    assert_property(
        bool(np.isfinite(stds).all()) and bool((stds > 0).all()) and bool((stds < 1e3).all()),
        "`stds` trae una desviación que no es un número positivo razonable",
        "Una desviación es positiva; con `np.geomspace(menor, mayor, cuántas)` salen crecientes.",
    )
    assert_property(
        bool((np.diff(stds) > 0).all()),
        "`stds` no va de menor a mayor",
        "Van crecientes y sin repetir, cada medición en el lugar de su desviación.",
    )
    jump = float(np.max(stds[1:] / stds[:-1]))
    assert_property(
        jump < 1.001 * STEP,
        f"en `stds` hay una desviación que es {jump:.3g} veces la anterior",
        "Tus desviaciones están muy separadas, a lo más 1,25 veces la anterior: prueba con "
        "`np.geomspace` y más de ellas.",
    )
    return stds


def _assert_sizes(
    received: Any, name: str, true: tuple[Array, Array], batch: Triple, stds: Array, activation: str
) -> None:
    sizes = numbers(received, f"`{name}`").astype(float)
    assert_property(
        sizes.shape == stds.shape,
        f"`{name}`: esperaba forma {stds.shape} y recibí {sizes.shape}",
        "Va un número por cada desviación de `stds`, en el mismo orden.",
    )
    assert_property(
        not np.isnan(sizes).any(),
        f"`{name}` tiene NaN",
        "Un NaN suele ser infinito menos infinito: prueba desviaciones menos extremas.",
    )
    which = ("signal", "gradient").index(name)
    steady = _steady(batch, stds, activation, true)
    if _close_curves(sizes[steady], true[which][steady]):
        return
    x, grad, _ = batch
    factor = _rms((x, grad)[which])
    n = x.shape[1]

    def other(change: str = "", used: Array = stds, mode: str = activation) -> Array:
        return _sizes(*batch, used, mode, change)[which]

    causes: dict[str, tuple[Array, ...]] = {
        "Intercambiaste `signal` y `gradient`.": (true[1 - which],),
        "Falta dividir por el tamaño del comienzo: es cuántas veces creció.": (
            true[which] * factor,
        ),
        "La razón quedó al revés: es el tamaño final dividido por el inicial.": (1 / true[which],),
        "Falta la raíz: el tamaño es la raíz del promedio de los cuadrados.": (true[which] ** 2,),
        "Devolviste el logaritmo: se pide cuántas veces creció.": (
            np.log10(np.maximum(true[which], 1e-300)),
            np.log(np.maximum(true[which], 1e-300)),
        ),
        "Usaste `s` como varianza: los pesos son s por `base`.": (other(used=np.sqrt(stds)),),
        "Elevaste `s` al cuadrado: los pesos son s por `base`.": (other(used=stds**2),),
        "Dividiste además por √n: los pesos son s por `base`, sin más.": (
            other(used=stds / np.sqrt(n)),
        ),
        "Los pesos son s por `base`: falta multiplicar por s.": (other(used=0 * stds + 1),),
        "Usaste la otra activación: es la que llega en `activation`.": (
            other(mode="relu" if activation == "tanh" else "tanh"),
        ),
    }
    if name == "signal":
        causes |= {
            "Falta la activación: la señal cruzó la red como si fuera lineal.": (other("lineal"),),
            "Falta la activación de la última capa.": (other("sin la última"),),
            "Ese es la desviación: el tamaño es la raíz del promedio de los cuadrados, sin restar "
            "la media.": (_measured(batch, stds, activation, np.std),),
            "Promediaste valores absolutos: el tamaño es la raíz del promedio de los cuadrados.": (
                _measured(batch, stds, activation, lambda a: np.mean(np.abs(a))),
            ),
        }
    else:
        causes |= {
            "Falta la derivada de la activación: de vuelta se multiplica en cada capa.": (
                other("sin derivadas"),
                other("lineal"),
            ),
            "Falta trasponer: de vuelta se multiplica por Wᵀ.": (other("sin trasponer"),),
            "La derivada va con la preactivación z; si partes de h, la de tanh es 1 − h².": (
                other("derivadas con h"),
            ),
            "Multiplicaste por la activación: de vuelta va su derivada.": (other("activaciones"),),
            "El orden: primero la derivada, que es de la salida de la capa, y después Wᵀ.": (
                other("después"),
            ),
            "La derivada es la de otra capa: guarda la z de cada una y recórrelas al revés.": (
                other("derivadas de la anterior"),
                other("derivadas con la entrada"),
                other("derivadas en orden de ida"),
            ),
            "Recorriste las capas en el orden de ida: la vuelta parte por la última.": (
                other("todo en orden de ida"),
            ),
            "A la última capa también le toca su derivada.": (other("sin la última"),),
            "De vuelta también va s: los pesos son s por `base`.": (true[1] / stds**DEPTH,),
            "El gradiente se divide por el tamaño de `grad`, no por el de `x`.": (
                true[1] * factor / _rms(x),
            ),
        }
        if activation == "tanh":
            causes["Con tanh la derivada es 1 − tanh²(z)."] = (other("uno menos z²"), other("relu"))
        else:
            causes["Con ReLU la derivada es 1 o 0."] = (other("tanh"), other("uno menos z²"))
    for hint, curves in causes.items():
        if any(_close_curves(sizes[steady], curve[steady]) for curve in curves):
            raise WrongAnswerError(f"`{name}` no es el tamaño que se pide ({activation})", hint)
    with np.errstate(all="ignore"):
        gap = np.abs(np.log(np.abs(sizes / true[which])))
        place = int(np.argmax(np.where(steady, gap, -1)))
    raise WrongAnswerError(
        f"`{name}` ({activation}): con s = {stds[place]:.3g} esperaba {true[which][place]:.3g} y "
        f"recibí {sizes[place]:.3g}",
        "Revisa el camino capa por capa: de ida, z = h·(s·base[k]) y la activación; de vuelta, la "
        "derivada y Wᵀ; al final, la raíz del promedio de los cuadrados.",
    )


def _measured(
    batch: Triple, stds: Array, activation: str, measure: Callable[[Array], Any]
) -> Array:
    """La señal, con otra manera de medir su tamaño."""
    x, _, base = batch
    h: Array = x + 0 * stds[:, None, None]
    for Z in base:
        h = _apply(activation, stds[:, None, None] * (h @ Z))
    return np.asarray(np.array([measure(layer) for layer in h]) / measure(x))


def _steady(batch: Triple, stds: Array, activation: str, true: tuple[Array, Array]) -> Array:
    """En qué desviaciones el redondeo no manda: ahí da lo mismo calcular en float32.

    Muy saturada, tanh es caótica, y una diferencia de redondeo crece capa por capa.
    """
    with np.errstate(all="ignore"):
        x, grad, base = (array.astype(np.float32) for array in batch)
        rough = np.array(_sizes(x, grad, base, stds.astype(np.float32), activation))
        near = np.abs(rough / np.array(true) - 1) < 0.001
    return np.asarray(near.all(axis=0) & (true[1] < 1000))


def _close_curves(received: Array, curve: Array, rtol: float = 0.03) -> bool:
    return np.allclose(received, curve, rtol=rtol, atol=0)


def _assert_span(gradient: Array, activation: str) -> None:
    low, high = np.min(gradient), np.max(gradient)
    assert_property(
        low < 1e-3 and high > 1e3,
        f"con {activation} tus desviaciones llevan el gradiente de {low:.2g} a {high:.2g}",
        "Amplía el rango de desviaciones hasta ver al gradiente bajo 0,001 y sobre 1000.",
    )


def _assert_healthy(choice: Any, stds: Array, sizes: tuple[Array, Array], activation: str) -> None:
    picked = numbers(choice, "`choice`").astype(float)
    assert_property(
        picked.ndim == 0,
        f"`choice`: esperaba un número y recibí forma {picked.shape}",
        "`choice` es una sola desviación.",
    )
    signal, gradient = sizes
    healthy = (signal > LOW) & (signal < HIGH) & (gradient > LOW) & (gradient < HIGH)
    place = int(np.argmin(np.abs(stds - picked)))
    assert_property(
        bool(np.isclose(stds[place], picked, rtol=1e-4)),
        f"`choice` es {picked:.4g} y no está en `stds`",
        "Se elige una de las desviaciones probadas: si tienes la posición, es `stds[posición]`.",
    )
    if healthy[place]:
        return
    ida, vuelta = signal[place], gradient[place]
    hint = "Con esa desviación se desvanecen: elige una mayor, que deje sanos los dos tamaños."
    if vuelta > HIGH and ida < HIGH:
        hint = "La ida se ve sana y la vuelta explota: mira también el gradiente."
    elif max(ida, vuelta) > HIGH:
        hint = "Con esa desviación explota: elige una menor, que deje sanos los dos tamaños."
    raise WrongAnswerError(
        f"con {activation} y s = {picked:.3g} la señal queda en {ida:.2g} y el gradiente en "
        f"{vuelta:.2g}",
        hint,
    )


@question(
    "4.6",
    points=1,
    section="¿Qué pasa con la profundidad?",
    hint="Compara la capa 8 con la 1, fila por fila, y recuerda qué le volvía a la neurona en 4.1.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla: cuatro comienzos sin nombre."""
    factor, twins, alarm, cause = fields(student.read_table(), "factor", "twins", "alarm", "cause")
    ratio = 1.1e-10 / 2.8e-5
    value = numbers(factor, "`factor`")
    close = value.ndim == 0 and abs(float(value) / ratio ** (1 / 7) - 1) < 0.03
    if not close:
        known = {
            "Entre la capa 8 y la 1 hay siete pasos, no ocho.": (
                ratio ** (1 / 8),
                ratio ** (1 / 9),
                ratio ** (1 / 6),
            ),
            "Ese es el factor de los siete pasos juntos: falta la raíz séptima.": (ratio,),
            "Los factores se multiplican: saca la raíz séptima, no dividas por 7.": (
                ratio / 7,
                ratio / 8,
                1 / ratio / 7,
                1 / ratio / 8,
            ),
            "Lo mediste de ida: de vuelta, de la capa 8 a la 1, el gradiente se achica.": (
                ratio ** (-1 / 7),
                1 / ratio,
            ),
            "Ese es el factor de otra fila: se pide el de A.": (
                (1.2e-4 / 2.1e-4) ** (1 / 7),
                (0.072 / 0.0012) ** (1 / 7),
            ),
            "Ese es el logaritmo del factor: devuélvelo a su escala.": (
                np.log10(ratio) / 7,
                np.log(ratio) / 7,
            ),
            "Redondeaste de más: da dos cifras.": (0.2, 0.1),
            "Sacaste la raíz cuadrada: son siete pasos, va la raíz séptima.": (ratio**0.5,),
        }
        rounded = np.round(np.asarray(value, float), 12)
        hint = next(
            (
                words
                for words, values in known.items()
                if value.ndim == 0 and any(abs(rounded / v - 1) < 0.02 for v in values)
            ),
            "¿Qué número, multiplicado siete veces, lleva el gradiente de la capa 8 al de la 1?",
        )
        raise WrongAnswerError("`factor`: no es el de la fila A", hint)
    letters = {
        "a": "Sus 32 neuronas son todas distintas: lo que le falta es gradiente.",
        "b": "Esa aprende, y sus 32 neuronas son distintas.",
        "d": "Sus 32 neuronas son todas distintas: mira la columna de neuronas.",
    }
    assert_choice(twins, "c", name="`twins`", hints=letters)
    quiet = "Su pérdida inicial vale ln 10, lo esperado: por ella sola no se nota nada raro."
    assert_choice(
        alarm,
        "d",
        name="`alarm`",
        hints={"a": quiet, "b": "Parte casi en ln 10, y aprende: ahí no hay alarma.", "c": quiet},
    )
    assert_choice(
        cause,
        "c",
        name="`cause`",
        hints={
            "a": "La capa 8 está pegada a la salida y ya recibe 0: no se fue perdiendo de a poco.",
            "b": "Con pesos de 0,05 tanh casi no se satura; mira qué vuelve desde la salida.",
            "d": "El gradiente se midió antes de entrenar: la tasa entra después, al dar el paso.",
        },
    )
