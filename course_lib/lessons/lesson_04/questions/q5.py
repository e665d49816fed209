"""Pregunta 4.5: una desviación que deje pasar la señal y el gradiente."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_property,
    fields,
    numbers,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_04.questions.shared import Rng, Triple

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
