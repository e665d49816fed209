"""Pregunta 5.4: predecir un embudo."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_05.questions.shared import MODES, Rng


@question(
    "5.4",
    points=2,
    section="¿Ida o vuelta?",
    hint="De ida cada capa multiplica por n_in/n, de vuelta por n_out/n; parte de E[x²] y de 1, y "
    "acumula los productos.",
)
def predict(student: Any, rng: Rng) -> None:
    """Predecir un embudo."""
    for mode in ("fan_avg", "fan_in", "fan_out"):
        widths = [int(n) for n in rng.choice(np.arange(3, 40), 5, replace=False)]
        mean, std = rng.uniform(1.2, 1.8), rng.uniform(2.2, 2.8)
        _assert_prediction(student.predict(widths, mode, mean, std), widths, mode, mean, std)
    widths = [int(n) for n in rng.choice(np.arange(3, 40), 4, replace=False)]
    for line, mean in ((widths, 0.0), (widths[:2], -1.5)):
        _assert_prediction(student.predict(line, "fan_avg", mean, 0.5), line, "fan_avg", mean, 0.5)


def _moments(
    widths: Sequence[int], mode: str, mean: float, std: float
) -> tuple[Array, Array, Array, Array]:
    """E[x²] seguido de la señal, el gradiente, y los factores de ida y de vuelta."""
    n_in, n_out = np.array(widths[:-1]), np.array(widths[1:])
    n = {"fan_in": n_in, "fan_out": n_out, "fan_avg": (n_in + n_out) / 2}[mode]
    signal = (mean**2 + std**2) * np.cumprod(np.append(1, n_in / n))
    backward = np.cumprod(np.append(1, (n_out / n)[:0:-1]))[::-1]
    return signal, backward, n_in / n, n_out / n


def _assert_prediction(answer: Any, widths: list[int], mode: str, mean: float, std: float) -> None:
    case = f"con {widths}, {mode!r} y media {mean:.2g}"
    names = [f"`{name}` {case}" for name in ("forward", "backward", "kernel")]
    forward, backward, kernel = parts(answer, names)
    signal, gradient, ahead, back = _moments(widths, mode, mean, std)
    others = [_moments(widths, other, mean, std) for other in MODES if other != mode]
    second = mean**2 + std**2
    flat = signal / second
    weights = signal[:-1] * gradient
    lengths = "Va un número por capa, de la 1 a la L: son L, uno menos que los anchos."
    powers = len(widths) > 2
    assert_close(
        forward,
        signal[1:],
        name=names[0],
        mistakes={
            "Usaste la varianza de la entrada: lo que entra en la cuenta es E[x²].": (
                flat[1:] * std**2,
            )
            if mean
            else (),
            "E[x²] es la media al cuadrado más la varianza, que es la desviación al cuadrado.": (
                flat[1:] * std,
                flat[1:] * (mean + std) ** 2,
                flat[1:] * (mean**2 + std),
                flat[1:] * (mean + std**2),
                flat[1:] * mean**2,
            )
            if mean
            else flat[1:] * std,
            "E[x²] suma la media al cuadrado a la varianza: no la restes.": (
                flat[1:] * (std**2 - mean**2) if mean else ()
            ),
            "Falta la entrada: la señal parte de E[x²], no de 1.": flat[1:],
            lengths: (signal, flat),
            "Se pide la señal a la salida de cada capa: la primera ya multiplica a E[x²].": (
                signal[:-1] if powers else ()
            ),
            "De ida se suman tantos términos como entradas: usaste las salidas.": (
                second * np.cumprod(back)
            ),
            "Falta acumular: la capa k recibe lo que dejaron todas las anteriores.": (
                (second * ahead, ahead) if powers else ()
            ),
            "Esas son desviaciones: se piden los segundos momentos, sin raíz.": (
                np.sqrt(signal[1:]),
                second * np.sqrt(flat[1:]),
            ),
            "Usaste Var(w) = 1/n² o la desviación en vez de la varianza de los pesos.": (
                second * np.cumprod(ahead**2),
                second * np.cumprod(np.sqrt(ahead) * np.sqrt(widths[:-1])),
                second * np.cumprod(ahead**2 / widths[:-1]),
            ),
            "`fan_avg` es el promedio de las dos dimensiones: divide su suma por 2.": (
                second * np.cumprod(ahead / 2) if mode == "fan_avg" else ()
            ),
            "`fan_avg` es el promedio de los anchos, no de sus inversos.": (
                second * np.cumprod((1 + np.divide(widths[:-1], widths[1:])) / 2)
                if mode == "fan_avg"
                else ()
            ),
            "Aplicaste otra regla: mira qué pide `mode`.": tuple(other[0][1:] for other in others),
            "La señal va de la capa 1 a la L, en ese orden.": signal[:0:-1] if powers else (),
        },
    )
    start = np.cumprod(np.append(back[::-1], 1))[-2::-1] if powers else ()
    assert_close(
        backward,
        gradient,
        name=names[1],
        mistakes={
            "El gradiente va en el orden de las capas, 1 a L: dalo vuelta.": (
                (gradient[::-1], np.cumprod(np.append(1, back[1:]))) if powers else ()
            ),
            "Cruzaste una capa de más: a la salida de la capa L llega 1, y W₁ no participa.": (
                start,
                np.cumprod(back[::-1])[::-1],
                np.cumprod(back[::-1]) if powers else (),
            ),
            lengths: (
                np.append(gradient[0] * back[0], gradient),
                np.append(gradient[0] * back[0], gradient)[::-1],
            ),
            "De vuelta se suman tantos términos como salidas: usaste las entradas.": (
                np.cumprod(np.append(1, ahead[:0:-1]))[::-1] if powers else ()
            ),
            "Acumulaste desde la primera capa: el gradiente parte en la última, con 1.": (
                (
                    np.cumprod(np.append(1, back[1:]))[::-1],
                    np.cumprod(back),
                    np.append(1, np.cumprod(back[:-1])),
                )
                if powers
                else ()
            ),
            "De k + 1 a k cruzas W de k + 1: va su factor, no el de k.": (
                np.cumprod(np.append(1, back[-2::-1]))[::-1] if powers else ()
            ),
            "Falta acumular: cada capa recibe lo que dejaron todas las que vienen después.": (
                (back, np.append(back[1:], 1)) if powers else ()
            ),
            "Esas son desviaciones: se piden los segundos momentos, sin raíz.": (
                np.sqrt(gradient) if powers else ()
            ),
            "E[x²] no entra en la vuelta: el gradiente parte en 1.": (
                gradient * second,
                gradient * std**2,
            ),
            "`fan_avg` es el promedio de las dos dimensiones: divide su suma por 2.": (
                gradient * 0.5 ** np.arange(len(back))[::-1] if mode == "fan_avg" and powers else ()
            ),
            "Aplicaste otra regla: mira qué pide `mode`.": (
                tuple(other[1] for other in others) if powers else ()
            ),
            "Dejaste la vuelta en 1: eso pasa solo con `fan_out`.": (
                np.ones(len(back)) if powers else ()
            ),
        },
    )
    assert_close(
        kernel,
        weights,
        name=names[2],
        mistakes={
            "La derivada de un peso usa la **entrada** de su capa, h de k − 1, no su salida.": (
                signal[1:] * gradient
            ),
            "La primera capa recibe x: su entrada vale E[x²], no 1 ni su varianza.": (
                np.append(1, signal[1:-1]) * gradient,
                (np.append(std**2, signal[1:-1]) * gradient if mean else ()),
                flat[:-1] * gradient,
                (flat[:-1] * std**2 * gradient if mean else ()),
            ),
            "El gradiente va corrido: es el que llega a la salida de la misma capa k.": (
                (signal[:-1] * np.append(gradient[0] * back[0], gradient[:-1])) if powers else (),
                (signal[:-1] * np.append(gradient[1:], 1)) if powers else (),
            ),
            "Es el producto de la señal y el gradiente, no su suma.": (
                signal[:-1] + gradient,
                signal[1:] + gradient,
            ),
            "Falta el gradiente: multiplica la señal que entra por el gradiente que llega.": (
                signal[:-1]
            ),
            "Falta la señal que entra a la capa.": gradient,
            "Esas son desviaciones: se piden los segundos momentos, sin raíz.": np.sqrt(weights),
            "Emparejaste la señal con el gradiente dado vuelta: los dos van de la capa 1 a la L.": (
                (signal[:-1] * gradient[::-1], weights[::-1]) if powers else ()
            ),
            "Multiplicaste por el número de pesos o de ejemplos: se pide el de **un** peso.": (
                weights * widths[:-1],
                weights * widths[1:],
                weights * np.multiply(widths[:-1], widths[1:]),
            ),
            lengths: signal * np.append(gradient, 1),
        },
    )
