"""Ejercicio 05: Xavier, desde la varianza de una neurona hasta elegir una regla midiendo."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.calling import text
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
MODES = ("fan_in", "fan_out", "fan_avg")


@question(
    "5.1",
    points=1,
    section="La idea: una cuenta de varianzas",
    hint="Var(z) = n·Var(w)·Var(x); Glorot es Var(w) = 2/(n_in + n_out), y U(−a, a) tiene a²/3.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con números redondos."""
    variance, std, limit, forward, backward = fields(
        student.by_hand(), "variance", "std", "limit", "forward", "backward"
    )
    assert_close(
        variance,
        37.5,
        name="`variance`",
        reveal=False,
        mistakes={
            "Usaste la desviación de las entradas: la cuenta lleva su varianza, 5².": (
                7.5,
                50 * math.sqrt(0.03) * 5,
            ),
            "La varianza de una uniforme entre −a y a no es a²: divide por 3.": (112.5, 22.5, 4.5),
            "La uniforme de −0,3 a 0,3 mide 0,6: su varianza es ancho²/12, o sea, a²/3.": (
                50 * 0.6**2 / 3 * 25,
                50 * 0.3**2 / 12 * 25,
            ),
            "Ese 0,3 es el límite de la uniforme: calcula primero la varianza de los pesos.": (
                375,
                75,
            ),
            "Usaste a/3: la varianza de la uniforme lleva el límite al cuadrado, a²/3.": (125, 25),
            "Falta multiplicar por las 50 entradas: la neurona suma 50 productos.": 0.75,
            "Esa es la desviación de z: se pide su varianza.": (math.sqrt(37.5), math.sqrt(112.5)),
            "El n va sin elevar: las varianzas de 50 términos se suman.": 1875,
            "Usaste √50: las varianzas se suman, son 50 veces la de un término.": (
                math.sqrt(50) * 0.75
            ),
            "Falta la varianza de las entradas.": 1.5,
            "Usaste la desviación de los pesos: la cuenta lleva su varianza.": (
                50 * math.sqrt(0.03) * 25
            ),
        },
    )
    assert_close(
        std,
        0.1,
        name="`std`",
        reveal=False,
        mistakes={
            "Esa es la varianza: la desviación es su raíz.": 0.01,
            "Falta el 2: Glorot divide por el promedio de las dos dimensiones, no por la suma.": (
                math.sqrt(1 / 200),
                1 / 200,
            ),
            "Miraste solo las entradas (LeCun): Glorot usa también las salidas.": (
                math.sqrt(1 / 120),
                1 / 120,
            ),
            "Miraste solo las salidas: Glorot usa también las entradas.": (
                math.sqrt(1 / 80),
                1 / 80,
            ),
            "Ese es el límite de la uniforme: se pide la desviación.": (
                math.sqrt(6 / 200),
                math.sqrt(3 / 200),
            ),
            "Esa es la regla de He: Glorot suma entradas y salidas abajo.": (math.sqrt(2 / 120),),
            "La raíz abarca también al 2: √(2/(n_in + n_out)).": (
                2 / math.sqrt(200),
                math.sqrt(2) / 200,
            ),
            "Multiplicaste entradas por salidas: se suman.": (
                math.sqrt(2 / 9600),
                math.sqrt(1 / 9600),
                (1 / 9600) ** 0.25,
            ),
            "Usaste las dimensiones de la otra capa: esta es de 120 y 80.": math.sqrt(2 / 150),
        },
    )
    assert_close(
        limit,
        0.2,
        name="`limit`",
        reveal=False,
        mistakes={
            "Esa es la desviación: el límite es √3 veces mayor.": math.sqrt(2 / 150),
            "Falta el 2 de Glorot: se divide por el promedio de las dos dimensiones.": (
                math.sqrt(3 / 150),
                0.02,
            ),
            "Falta la raíz: a² es lo que vale 6/(n_in + n_out).": 0.04,
            "Multiplicaste la desviación por 3: la varianza es a²/3, el factor es √3.": (
                3 * math.sqrt(2 / 150)
            ),
            "Dividiste por √3: el límite es mayor que la desviación.": math.sqrt(2 / 450),
            "Ese es el ancho de todo el intervalo: a es la mitad.": 0.4,
            "Esa es la varianza: falta llegar al límite, a²/3 = varianza.": 2 / 150,
            "Miraste una sola dimensión: Glorot usa las entradas y las salidas.": (
                math.sqrt(6 / 90),
                math.sqrt(6 / 60),
                math.sqrt(3 / 90),
                math.sqrt(3 / 60),
            ),
            "Multiplicaste la varianza por √3: primero la raíz y después √3.": (
                math.sqrt(3) * 2 / 150
            ),
            "Usaste las dimensiones de la otra capa: esta es de 90 y 60.": math.sqrt(6 / 200),
        },
    )
    _assert_factor(forward, "`forward`", 120, 80)
    _assert_factor(backward, "`backward`", 80, 120)


def _assert_factor(received: Any, name: str, n: int, other: int) -> None:
    terms = "De ida se suman las entradas" if n > other else "De vuelta se suman las salidas"
    assert_close(
        received,
        n * 0.01,
        name=name,
        reveal=False,
        mistakes={
            f"Cruzaste la ida con la vuelta. {terms}.": other * 0.01,
            "Multiplicaste por la desviación: el factor es n por la **varianza** del peso.": (
                n * 0.1
            ),
            "Ese es el factor del tamaño: se pide el de la varianza, sin raíz.": (
                math.sqrt(n * 0.01),
                math.sqrt(other * 0.01),
            ),
            "Glorot no conserva la varianza, salvo que entradas y salidas sean iguales.": 1,
            f"Esa es la varianza de un peso. {terms}.": 0.01,
            f"Dividiste las dimensiones entre sí: eso pasa con otra regla. {terms}.": (
                n / other,
                other / n,
            ),
            "Falta el 2 de Glorot: la varianza del peso es 2/(n_in + n_out).": (
                n / 200,
                other / 200,
            ),
            "Escribiste el cambio: se pide el factor, por cuánto se multiplica.": (
                n * 0.01 - 1,
                abs(n * 0.01 - 1),
            ),
            "Escribiste un porcentaje: se pide el factor.": n,
        },
    )


@question(
    "5.2",
    points=2,
    section="La idea: una cuenta de varianzas",
    hint="Cuenta conexiones: ventana por canales de un grupo, y ventana por los filtros que miran "
    "un mismo canal; después, √(6/(fan_in + fan_out)).",
)
def fans_and_limit(student: Any, rng: Rng) -> None:
    """Contar conexiones, también por grupos."""
    for shape, groups in _kernels(rng):
        answer = student.fans_and_limit(shape, groups)
        _assert_fans(answer, shape, groups)


def _kernels(rng: Rng) -> list[tuple[tuple[int, ...], int]]:
    """Formas sin dos ejes iguales, para que ningún conteo equivocado acierte por suerte."""
    a, b = (int(n) for n in rng.permutation([11, 13, 17, 19, 23])[:2])
    k = int(rng.integers(2, 4))
    return [
        ((a, b), 1),
        ((5, a, b), 1),
        ((3, 7, a, b), 1),
        ((2, 3, 5, b, a), 1),
        ((3, 5, a, 4 * b), 4),
        ((7, b, 3 * a), 3),
        ((5, 3, 1, a), a),
        ((3, 7, 1, k * b), b),
    ]


def _assert_fans(answer: Any, shape: tuple[int, ...], groups: int) -> None:
    names = [f"`{what}` con forma {shape} y groups={groups}" for what in ("fan_in", "fan_out", "a")]
    fan_in, fan_out, limit = parts(answer, names)
    window, inputs, filters = math.prod(shape[:-2]), shape[-2], shape[-1]
    axes = len(shape) - 2
    n_in, n_out = window * inputs, window * filters / groups
    assert_close(
        fan_in,
        n_in,
        name=names[0],
        mistakes={
            "Falta la ventana: cada salida suma un producto por cada posición de ella.": inputs,
            "Primero `fan_in`, después `fan_out`: van al revés, o leíste los ejes al revés.": (
                n_out,
                window * filters,
            ),
            "La forma ya trae los canales de UN grupo: en `fan_in` no dividas por `groups`.": (
                n_in / groups,
                n_in // groups,
            ),
            "Contaste los canales de todos los grupos: un filtro mira solo los del suyo.": (
                n_in * groups
            ),
            "Los ejes de la ventana se multiplican entre sí, no se suman.": (
                sum(shape[:-2]) * inputs,
                sum(shape[:-2]) + inputs,
            ),
            "La ventana son todos los ejes menos los dos últimos, no solo el primero.": (
                (shape[0] * inputs,) if axes else ()
            ),
            "Los dos primeros ejes no son siempre entradas y salidas: son los dos últimos.": (
                shape[0],
                shape[1],
            ),
            "La ventana son todos los ejes **menos los dos últimos**: contaste uno de más.": (
                n_in * inputs,
            ),
            "Un valor de la salida es de un solo filtro: no cuentes los filtros.": (
                n_in * filters,
                n_in * filters / groups,
            ),
            "Falta contar los canales que mira el filtro, el penúltimo eje.": window,
        },
    )
    assert_close(
        fan_out,
        n_out,
        name=names[1],
        mistakes={
            "Falta la ventana: una entrada cae en cada posición de ella.": (
                filters / groups,
                filters,
            ),
            "Contaste los filtros de todos los grupos: un canal lo miran solo los del suyo.": (
                window * filters
            ),
            "Multiplicaste por `groups`: los filtros se reparten entre los grupos.": (
                window * filters * groups
            ),
            "Primero `fan_in`, después `fan_out`: van al revés, o leíste los ejes al revés.": n_in,
            "Los ejes de la ventana se multiplican entre sí, no se suman.": (
                sum(shape[:-2]) * filters / groups,
                sum(shape[:-2]) * filters,
                sum(shape[:-2]) + filters,
            ),
            "La ventana son todos los ejes menos los dos últimos, no solo el primero.": (
                (shape[0] * filters / groups, shape[0] * filters) if axes else ()
            ),
            "Las entradas no entran en `fan_out`: cuenta los filtros que miran **un** canal.": (
                n_in * filters,
                n_in * filters / groups,
            ),
            "Los filtros están en el último eje.": (shape[0], shape[1]),
        },
    )
    total, area = n_in + n_out, window * (inputs + filters)
    assert_close(
        limit,
        math.sqrt(6 / total),
        name=names[2],
        mistakes={
            "Esa es la desviación: el límite de la uniforme es √3 veces mayor.": (
                math.sqrt(2 / total)
            ),
            "Falta el 2 de Glorot: se divide por el promedio de los dos conteos.": (
                math.sqrt(3 / total)
            ),
            "Miraste un solo conteo: Glorot usa los dos.": (
                math.sqrt(3 / n_in),
                math.sqrt(3 / n_out),
                math.sqrt(6 / n_in),
                math.sqrt(6 / n_out),
            ),
            "Falta la raíz en el límite.": 6 / total,
            "Esa es la varianza: el límite cumple a²/3 = varianza.": 2 / total,
            "La raíz abarca también al 6: √(6/(fan_in + fan_out)).": (
                6 / math.sqrt(total),
                math.sqrt(6) / total,
            ),
            "Multiplicaste los dos conteos: Glorot los suma.": (
                math.sqrt(6 / (n_in * n_out)),
                math.sqrt(3 / math.sqrt(n_in * n_out)),
            ),
            "Dividiste por el promedio: va la suma, √(6/(fan_in + fan_out)).": (
                math.sqrt(12 / total)
            ),
            "En el límite usaste otros conteos: usa los `fan_in` y `fan_out` que devuelves.": (
                math.sqrt(6 / area),
                math.sqrt(6 / (inputs + filters)),
                math.sqrt(6 / (inputs + filters / groups)),
            ),
            "Ese es el ancho de todo el intervalo: a es la mitad.": 2 * math.sqrt(6 / total),
            "Dividiste por √3: el límite es mayor que la desviación.": math.sqrt(2 / total / 3),
        },
    )


@question(
    "5.3",
    points=1,
    section="Tres formas, una varianza",
    hint="El 0 tiene que ir a −a y el 1, a +a: revisa cuánto mide el intervalo que sale.",
)
def fixed_glorot(student: Any, rng: Rng) -> None:
    """Un error plantado."""
    for shapes in (((40, 12), (12, 25), (25, 6)), ((5, 70),)):
        uniforms = [rng.random(shape) for shape in shapes]
        names = [f"el kernel {k}, de forma {shape}" for k, shape in enumerate(shapes)]
        hint = "Devuelve la lista de los kernels, uno por cada arreglo, aunque sea uno solo."
        received = parts(student.fixed_glorot(uniforms), names, hint=hint)
        for w, name, u in zip(received, names, uniforms, strict=True):
            _assert_kernel(w, name, u, [math.sqrt(6 / sum(shape)) for shape in shapes])


def _assert_kernel(w: Any, name: str, u: Array, limits: Sequence[float]) -> None:
    n_in, n_out = u.shape
    limit = math.sqrt(6 / (n_in + n_out))
    centered = 2 * u - 1
    right = limit * centered

    def scaled(variance: float) -> tuple[Array, Array]:
        """Uniforme con esa varianza, y con el error sin corregir."""
        a = math.sqrt(3 * variance)
        return a * centered, a * (u - 0.5)

    assert_close(
        w,
        right,
        name=name,
        mistakes={
            "Ese sigue siendo el error: u − ½ va de −½ a ½, y el intervalo mide la mitad.": (
                limit * (u - 0.5)
            ),
            "Te pasaste: cuadruplicaste los pesos; el intervalo tiene que medir 2a.": (
                2 * limit * centered
            ),
            "Falta centrar: los pesos van de −a a a, con media 0.": (
                limit * u,
                2 * limit * u,
                u,
            ),
            "Restaste ½ después de estirar: quedan descentrados; es 2·u − 1.": (
                limit * (2 * u - 0.5),
                2 * limit * u - 0.5,
                limit * u - 0.5,
            ),
            "El orden: primero se centran los uniformes y después se multiplica.": (
                limit * 2 * u - 1,
                limit * u - 1,
            ),
            "Restaste 1 sin duplicar antes: todos los pesos quedan negativos.": limit * (u - 1),
            "Usaste la desviación como límite: la uniforme necesita √3 veces más.": (
                limit / math.sqrt(3) * centered,
                limit / math.sqrt(3) * (u - 0.5),
            ),
            "Multiplicaste por √3: el límite ya lo lleva adentro, lo que falta es un 2.": (
                math.sqrt(3) * limit * (u - 0.5),
                math.sqrt(3) * limit * centered,
                math.sqrt(12) * limit * (u - 0.5),
            ),
            "Corregiste la varianza y no la desviación: el factor que falta es 2, no 4 ni √2.": (
                math.sqrt(2) * limit * (u - 0.5),
                math.sqrt(2) * limit * centered,
            ),
            "El límite estaba bien: Glorot usa la suma de entradas y salidas.": (
                *scaled(1 / n_in),
                *scaled(1 / n_out),
                *scaled(2 / n_in),
                math.sqrt(6 / n_in) * centered,
                math.sqrt(6 / n_out) * centered,
                *(6 / (n_in + n_out) * c for c in (centered, u - 0.5)),
            ),
            "El sentido: el 0 va al menor valor, −a, y el 1 al mayor.": (
                limit * (1 - 2 * u),
                limit * (0.5 - u),
            ),
            "Usaste la media o la desviación medidas en los números que llegan: se pide la "
            "transformación teórica.": (
                limit * (u - u.mean()),
                2 * limit * (u - u.mean()),
                limit / math.sqrt(3) * (u - u.mean()) / u.std(),
                limit / math.sqrt(3) * (u - 0.5) / u.std(),
                limit * (2 * (u - np.min(u)) / np.ptp(u) - 1),
                limit * (u - 0.5) / np.abs(u - 0.5).max(),
            ),
            "Cada kernel tiene su límite: calcúlalo con sus propias dimensiones.": tuple(
                other * centered for other in limits if other != limit
            ),
        },
    )


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


# Nombre → anchos y ganancia: gana fan_out, fan_in y dos veces fan_avg, con holgura. Juntas separan
# las maneras equivocadas de elegir
NETWORKS = {
    "que se cierra": ((64, 48, 36, 27, 20, 15), 1.0),
    "de entrada angosta": ((12, 64, 64, 64), 1.0),
    "de salida angosta": ((64, 64, 64, 16), 1.2),
    "con un cuello": ((60, 20, 60, 60), 1.2),
}
TOLERANCE = 0.5  # unas cuatro desviaciones de un logaritmo, con 8 sorteos; olvidar un 2 da 0,69
REFERENCE_DRAWS = 10
Case = tuple[Array, Array, tuple[int, ...], float]
Measured = tuple[Array, Array]
# Una neurona de entrada que satura a las 200 ocultas
SATURATING: Case = np.array([[12.0], [-12.0]]), np.ones((2, 1)), (1, 200, 1), 1.0


@question(
    "5.5",
    points=3,
    section="Las figuras de Glorot y Bengio",
    hint="Por cada sorteo, las mismas normales a tres escalas; E[z²]/E[x²] de ida y E[g²]/E[δ²] de "
    "vuelta; promedia, y elige la regla cuyo peor |ln| es el menor.",
)
def choose_mode(student: Any, rng: Rng) -> None:
    """Elegir la regla midiendo."""
    _assert_seed(student)
    _assert_many_draws(student)
    _assert_bounded_slope(student)
    results = []
    for name, (widths, gain) in NETWORKS.items():
        x = 0.3 * (1 + rng.standard_normal((24, widths[0])))
        delta = 2 * rng.standard_normal((24, widths[-1]))
        case = x, delta, widths, gain
        seed = int(rng.integers(1, 10_000))
        measured, mode = _measured(student, case, seed)
        _assert_measured(measured, case, name, rng)
        results.append((measured, mode))
    _assert_gain(student)
    _assert_saturated(student)
    for (measured, _), (name, (widths, _)) in zip(results, NETWORKS.items(), strict=True):
        _assert_same_draws(measured, widths, name)
    _assert_decision(results)


def _measured(student: Any, case: Case, seed: int) -> tuple[Measured, str]:
    x, delta, widths, gain = case
    answer = student.choose_mode(x, delta, list(widths), gain, seed)
    draws, forward, backward, mode = fields(answer, "draws", "forward", "backward", "mode")
    count = numbers(draws, "`draws`")
    assert_property(
        count.shape == () and 8 <= float(count) <= 40,
        f"`draws`: esperaba un número entre 8 y 40 y recibí {text(draws, 40)}",
        "Anota cuántos sorteos promediaste: con menos de 8, decide la suerte.",
    )
    shape = (3, len(widths) - 1)
    pair = numbers(forward, "`forward`"), numbers(backward, "`backward`")
    for name, values in zip(("`forward`", "`backward`"), pair, strict=True):
        hint = "Va una fila por regla y una columna por capa, ya promediados los sorteos."
        if values.shape == shape[::-1]:
            hint = "Está traspuesto: las reglas van en las filas y las capas en las columnas."
        elif values.shape == (3, shape[1] + 1):
            hint = "Sobra una columna: la entrada x no es una capa, y la vuelta termina en g₁."
        assert_property(
            values.shape == shape,
            f"{name}: esperaba forma {shape} y recibí {values.shape}",
            hint,
        )
        assert_property(
            bool(np.isfinite(values).all()),
            f"{name} tiene NaN o infinitos",
            "E[·] promedia cuadrados: no restes la media. Si no, imprime E[z²] por capa.",
        )
        assert_property(
            bool((values > 0).all()),
            f"{name} tiene números negativos o cero",
            "Son promedios de cuadrados, sin logaritmo: todos positivos.",
        )
    word = text(mode).strip().lower()
    assert_property(
        word in MODES,
        f"`mode`: esperaba uno de {', '.join(MODES)} y recibí {text(mode, 40)!r}",
        "`mode` es el nombre de la regla, como texto.",
    )
    return (pair[0].astype(float), pair[1].astype(float)), word


def _simulate(case: Case, rng: Rng, draws: int, **change: Any) -> Measured:
    """Lo que se mide con esos sorteos; `change` reproduce un error.

    `scale` recibe las entradas, las salidas y la ganancia; `slope` es la derivada de la activación
    a partir de z; `squash`, la activación; `look`, lo que se mide en la ida; `late` mide el
    gradiente antes de cruzar la activación.
    """
    x, delta, widths, gain = case
    squash: Callable[[Array], Array] = change.get("squash", np.tanh)
    slope: Callable[[Array], Array] = change.get("slope", lambda z: 1 - np.tanh(z) ** 2)
    look: Callable[[Array], Array] = change.get("look", lambda z: z)
    scale: Callable[[float, float], float] = change.get("scale", lambda n, g: g / math.sqrt(n))
    pairs = list(pairwise(widths))
    total = np.zeros((2, 3, len(pairs)))
    for _ in range(draws):
        noise = [rng.standard_normal(pair) for pair in pairs]
        for row, n in enumerate(_counts(pairs)):
            weights = [scale(k, gain) * e for k, e in zip(n, noise, strict=True)]
            h, z = x, []
            for w in weights:
                z.append(h @ w)
                h = squash(z[-1])
            g = delta * slope(z[-1]) if change.get("end") else delta
            total[1, row, -1] += np.mean(g**2)
            for k in range(len(weights) - 1, 0, -1):
                arrived = g @ weights[k].T
                g = arrived * slope(z[k - 1])
                total[1, row, k - 1] += np.mean((arrived if change.get("late") else g) ** 2)
            total[0, row] += [np.mean(look(value) ** 2) for value in z]
    forward, backward = total / draws
    return forward / np.mean(x**2), backward / np.mean(delta**2)


def _counts(pairs: Sequence[tuple[int, int]]) -> list[list[float]]:
    return [[a for a, _ in pairs], [b for _, b in pairs], [(a + b) / 2 for a, b in pairs]]


def _distance(received: Array, target: Array) -> float:
    """La mayor diferencia entre logaritmos."""
    return float(np.abs(np.log(received / target)).max())


def _assert_measured(measured: Measured, case: Case, network: str, rng: Rng) -> None:
    state = int(rng.integers(1, 10_000))

    def simulate(**change: Any) -> Measured:
        return _simulate(case, np.random.default_rng(state), REFERENCE_DRAWS, **change)

    right = simulate()
    widths = case[2]
    order = ("`forward`", "`backward`")
    gaps = [_distance(*pair) for pair in zip(measured, right, strict=True)]
    if max(gaps) > TOLERANCE:
        side = int(gaps[0] <= TOLERANCE)
        known = (_forward_mistakes, _backward_mistakes)[side](right[side], case, simulate)
        where = np.argmax(np.abs(np.log(measured[side] / right[side])))
        row, layer = divmod(int(where), len(widths) - 1)
        raise WrongAnswerError(
            f"{order[side]}, red {network}: con {MODES[row]} en la capa {layer + 1} esperaba cerca "
            f"de {right[side][row, layer]:.3g} y recibí {measured[side][row, layer]:.3g}",
            _nearest(measured[side], known),
        )
    assert_property(
        bool(np.allclose(measured[1][:, -1], 1, rtol=1e-3)),
        "`backward`: la última columna no es 1",
        LAST,
    )


def _assert_same_draws(measured: Measured, widths: Sequence[int], network: str) -> None:
    """Con los mismos sorteos, la primera capa de dos reglas difiere solo en la escala."""
    first = measured[0][:, 0] * np.array([n[0] for n in _counts(list(pairwise(widths)))])
    assert_property(
        bool(np.ptp(first) <= 1e-3 * first.max()),
        f"red {network}: las tres reglas no usan los mismos sorteos",
        "Sortea una vez las normales de cada capa y llévalas a las tres escalas: así la única "
        "diferencia entre las filas es la regla, y no la suerte.",
    )


def _nearest(received: Array, known: Mapping[str, Sequence[Array]]) -> str:
    """La pista del error más parecido a lo recibido, si alguno se parece de verdad."""
    gaps = {hint: min(_distance(received, v) for v in values) for hint, values in known.items()}
    best = min(gaps, key=lambda hint: gaps[hint])
    return best if gaps[best] <= 1.5 * TOLERANCE else ""


Simulate = Callable[..., Measured]
GAIN = "La ganancia multiplica a la desviación una vez, fuera de la raíz: γ/√n."
ACTIVATED = "Mediste h = tanh(z): se pide z, antes de la activación."
LINEAR = "Falta la activación: entre capa y capa va tanh, z nueva = tanh(z)·W."
DERIVATIVE = "A g le falta la derivada de tanh: cada capa lo multiplica por 1 − tanh²(z)."
SLOPE = "Derivaste tanh sobre lo que ya era tanh(z), o mal: su derivada es 1 − tanh²(z)."
LAST = "A la última capa llega δ tal cual, sin derivada: después de z de la capa L no hay tanh."


def _forward_mistakes(right: Array, case: Case, simulate: Simulate) -> dict[str, list[Array]]:
    x, _, _, _ = case
    second = float(np.mean(x**2))
    return {
        GAIN: [
            simulate(scale=lambda n, g: 1 / math.sqrt(n))[0],
            simulate(scale=lambda n, g: math.sqrt(g / n))[0],
            simulate(scale=lambda n, g: g**2 / math.sqrt(n))[0],
        ],
        "Usaste 1/n como desviación: la desviación es γ/√n.": [
            simulate(scale=lambda n, g: g / n)[0]
        ],
        "Las filas van en el orden fan_in, fan_out, fan_avg.": [
            right[list(order)] for order in ((1, 0, 2), (2, 1, 0), (0, 2, 1), (2, 0, 1), (1, 2, 0))
        ],
        "Falta dividir por E[x²]: es una razón.": [right * second],
        ACTIVATED: [simulate(look=np.tanh)[0]],
        "Dividiste por la varianza de x: se pide E[x²], sin restar la media.": [
            right * second / float(np.var(x))
        ],
        "Falta elevar al cuadrado: es una razón de segundos momentos, no de tamaños.": [
            np.sqrt(right)
        ],
        LINEAR: [simulate(squash=lambda z: z)[0]],
        "Mediste con ReLU o con otra activación: la red lleva tanh.": [
            simulate(squash=lambda z: np.maximum(z, 0))[0]
        ],
        "Usaste σ = γ·√n: se divide por la raíz de n.": [
            simulate(scale=lambda n, g: g * math.sqrt(n))[0]
        ],
        "`fan_avg` es el promedio de las dos dimensiones: divide su suma por 2.": [
            np.vstack([
                right[:2],
                simulate(scale=lambda n, g: g / math.sqrt(2 * n))[0][2:],
            ])
        ],
        "Esa es la desviación de He: aquí la ganancia γ viene dada y no hay otro 2.": [
            simulate(scale=lambda n, g: g * math.sqrt(2 / n))[0]
        ],
        "Usaste ±γ/√n como límite de una uniforme: los pesos son normales con esa desviación.": [
            simulate(scale=lambda n, g: g / math.sqrt(3 * n))[0]
        ],
        "La razón de cada capa es contra x, no contra la capa anterior.": [
            right / np.c_[np.ones(3), right[:, :-1]]
        ],
        "Está invertida la razón: es E[z²] dividido por E[x²].": [1 / right],
        "Las columnas van de la capa 1 a la L.": [right[:, ::-1]],
        "Sumaste los sorteos: se promedian.": [n * right for n in range(8, 41)],
    }


def _backward_mistakes(right: Array, case: Case, simulate: Simulate) -> dict[str, list[Array]]:
    _, delta, _, _ = case
    second = float(np.mean(delta**2))
    return {
        "Falta dividir por E[δ²]: es una razón.": [right * second],
        "Las columnas de la vuelta van de la capa 1 a la L: dala vuelta.": [right[:, ::-1]],
        "Falta elevar al cuadrado: es una razón de segundos momentos, no de tamaños.": [
            np.sqrt(right)
        ],
        "Las filas van en el orden fan_in, fan_out, fan_avg.": [
            right[list(order)] for order in ((1, 0, 2), (2, 1, 0), (0, 2, 1), (2, 0, 1), (1, 2, 0))
        ],
        "La razón de cada capa es contra δ, no contra la capa siguiente.": [
            right / np.c_[right[:, 1:], np.ones(3)]
        ],
        "Está invertida la razón: es E[g²] dividido por E[δ²].": [1 / right],
        "Sumaste los sorteos: se promedian.": [n * right for n in range(8, 41)],
        DERIVATIVE: [
            simulate(slope=np.ones_like)[1],
            simulate(late=True)[1],
        ],
        LAST: [simulate(end=True)[1]],
        "Multiplicaste por la activación y no por su derivada, 1 − tanh².": [
            simulate(slope=np.tanh)[1]
        ],
        SLOPE: [
            simulate(slope=lambda z: 1 - np.tanh(np.tanh(z)) ** 2)[1],
            simulate(slope=lambda z: 1 - np.tanh(z))[1],
            simulate(slope=lambda z: np.tanh(z) ** 2)[1],
            simulate(slope=lambda z: 1 - z)[1],
        ],
    }


# Una neurona por capa y una señal tan chica que tanh es la identidad
TINY: Case = np.array([[1e-6], [-1e-6]]), np.ones((2, 1)), (1, 1, 1), 1.0


def _assert_seed(student: Any) -> None:
    measured, again, other = (_measured(student, TINY, seed)[0] for seed in (1, 1, 2))
    assert_property(
        np.array_equal(again, measured),
        "dos llamadas con la misma semilla dieron resultados distintos",
        "Crea el generador adentro de la función, con la semilla que llega: "
        "`np.random.default_rng(seed)`.",
    )
    assert_property(
        not np.array_equal(other[0], measured[0]),
        "dos semillas distintas dieron los mismos resultados",
        "La función ignora `seed`: pásasela a `np.random.default_rng`.",
    )


def _assert_gain(student: Any) -> None:
    """Con los mismos sorteos, el triple de ganancia multiplica por nueve la primera capa."""
    one, three = (
        _measured(student, (np.ones((1, 1)), np.ones((1, 1)), (1, 1), gain), 1)[0][0]
        for gain in (1.0, 3.0)
    )
    growth = float(np.mean(three / one))
    assert_property(
        abs(growth - 9) < 0.01,
        f"con el triple de ganancia, E[z²] de la primera capa se multiplica por {growth:.3g}",
        GAIN,
    )


def _assert_bounded_slope(student: Any) -> None:
    """Con entradas grandes, 1 − z² se dispara y 1 − tanh²(z) no pasa de 1."""
    forward, backward = (values[0] for values in _measured(student, SATURATING, 1)[0])
    assert_property(
        not (forward[1] < 1 and backward[0] > 5),
        f"con una entrada que satura, `backward` llega a {backward[0]:.2g}",
        "La derivada es 1 − tanh²(z), no 1 − z²: nunca pasa de 1.",
    )


def _assert_saturated(student: Any) -> None:
    """Con una entrada grande tanh se aplana casi siempre: lo que falte de ella se nota.

    Con fan_in la ida parte en 1 y la vuelta, en 1/200 por E[sech⁴(12w)], que vale 0,04.
    """
    forward, backward = (values[0] for values in _measured(student, SATURATING, 1)[0])
    start = SATURATING[2][1] * backward[0]
    case = "fan_in con una neurona de entrada que satura a las demás"
    assert_property(forward[0] > 0.1, f"{case}: `forward` parte en {forward[0]:.2g}", ACTIVATED)
    assert_property(forward[1] < 0.1, f"{case}: `forward` sigue en {forward[1]:.2g}", LINEAR)
    assert_property(
        start < 0.6, f"{case}: `backward` vale {backward[0]:.2g}, demasiado", DERIVATIVE
    )
    assert_property(
        0.01 < start < 0.1, f"{case}: `backward` vale {backward[0]:.2g}, demasiado", SLOPE
    )


def _assert_many_draws(student: Any) -> None:
    """Con una neurona por capa, un solo sorteo se nota: varía mucho entre semillas.

    De ida la primera capa mide el promedio de w₁² y de vuelta, el de w₂²: su varianza relativa es
    1/4 con ocho sorteos y 2 con uno.
    """
    runs = [_measured(student, TINY, seed)[0] for seed in range(12)]
    squares = np.array([[forward[0, 0], backward[0, 0]] for forward, backward in runs])
    spread = np.var(squares, axis=0, ddof=1) / np.mean(squares, axis=0) ** 2
    assert_property(
        float(np.mean(spread)) < 0.8,
        "tus promedios varían entre semillas tanto como un solo sorteo",
        "Los sorteos se repiten, o mediste uno solo: crea el generador una vez, antes del ciclo, "
        "y promedia todos los sorteos.",
    )
    if np.ptp(squares, axis=0).min() > 0:
        assert_property(
            bool(np.corrcoef(squares.T)[0, 1] < 0.99),
            "dos capas de la misma forma reciben los mismos pesos",
            "Cada capa sortea su propio kernel: no crees el generador de nuevo en cada capa.",
        )


def _assert_decision(results: Sequence[tuple[Measured, str]]) -> None:
    chosen = [mode for _, mode in results]
    runs = [np.hstack([np.log(pair) for pair in measured]) for measured, _ in results]

    def picks(cost: Callable[[Array], Array]) -> list[str]:
        return [MODES[int(np.argmin(cost(run)))] for run in runs]

    def worst(run: Array) -> Array:
        return np.asarray(np.abs(run).max(axis=1))

    if all(
        worst(run)[MODES.index(mode)] <= np.min(worst(run)) + 1e-6
        for run, mode in zip(runs, chosen, strict=True)
    ):
        return
    known: dict[str, Callable[[Array], Array]] = {
        "Elegiste la que más se aleja de 1: gana la que menos.": lambda run: -worst(run),
        "Miraste solo la ida: el peor número se busca también en la vuelta.": (
            lambda run: worst(run[:, : run.shape[1] // 2])
        ),
        "Miraste solo la vuelta: el peor número se busca también en la ida.": (
            lambda run: worst(run[:, run.shape[1] // 2 :])
        ),
        "Compara |ln(razón)|: con |razón − 1|, apagarse del todo cuesta apenas 1.": (
            lambda run: np.abs(np.exp(run) - 1).max(axis=1)
        ),
        "Falta el valor absoluto: achicarse es tan malo como crecer.": lambda run: run.max(axis=1),
        "Miraste solo los extremos: el peor número puede estar en medio de la red.": (
            lambda run: worst(run[:, [run.shape[1] // 2 - 1, run.shape[1] // 2]])
        ),
        "Promediaste las capas: lo que cuenta es el **peor** número de cada regla.": (
            lambda run: np.abs(run).mean(axis=1)
        ),
        "Glorot no gana siempre: deja que decidan tus mediciones.": lambda run: np.array([1, 1, 0]),
    }
    matches = (hint for hint, cost in known.items() if picks(cost) == chosen)
    raise WrongAnswerError(
        f"elegiste {', '.join(chosen)}, y de tus mediciones sale {', '.join(picks(worst))}",
        next(
            matches,
            "La elección sale de tus propios promedios: el mayor |ln(razón)| de cada regla, entre "
            "la ida y la vuelta, y gana la regla con el menor.",
        ),
    )


@question(
    "5.6",
    points=1,
    section="Explora: cinco capas por dentro",
    hint="Mira la fila del gradiente antes que la intuición, y cuenta cuántas capas se cruzan.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    bug, saturated, both, per_layer = fields(
        student.read_table(), "bug", "saturated", "both", "per_layer"
    )
    assert_close(
        bug,
        0.5,
        name="`bug`",
        reveal=False,
        mistakes={
            "Ese es el factor de la varianza: la ganancia multiplica a la desviación.": 0.25,
            "Esa es la corrección: se pide a qué ganancia equivale el error.": 2,
            "Esa columna es Glorot sin error.": 1,
            "Ese es el error de validación: se pide la ganancia de la columna.": (66.2, 62.5),
            "El error de 5.3 no es un √3 ni un √2: es un factor entero sobre los pesos.": (
                math.sqrt(1 / 3),
                math.sqrt(1 / 2),
            ),
            "Compara con la función corregida: ¿por cuánto quedó multiplicado cada peso?": 0.75,
            "Devolviste la posición de la columna: se pide su ganancia.": 0,
        },
    )
    assert_choice(
        saturated,
        "b",
        name="`saturated`",
        hints={
            "a": "Eso dice la intuición. Mira la fila del gradiente en la columna de 4.",
            "c": "Es al revés: en una neurona saturada la derivada es casi 0.",
            "d": "Esas tres filas se midieron antes de entrenar.",
        },
    )
    assert_choice(
        both,
        "c",
        name="`both`",
        hints={
            "a": "Mira el gradiente: con 1,33 vale 0,98, y con 1,67, el doble.",
            "b": "Mira la señal en la capa 10: ¿con cuál de las dos llega más?",
            "d": "Mira la fila de la señal: también cambia con la ganancia.",
        },
    )
    value = numbers(per_layer, "`per_layer`")
    right = 49 ** (1 / 9)
    near = value.shape == () and abs(float(value) / right - 1) < 0.02
    assert_close(
        right if near else per_layer,
        right,
        name="`per_layer`",
        reveal=False,
        mistakes={
            "Contaste diez capas: de la 10 a la 1 se cruzan menos.": (
                49 ** (1 / 10),
                49 / 10,
                1.48,
                1.5,
            ),
            "Dividiste: el factor se multiplica capa a capa, así que es una raíz.": (
                49 / 9,
                48 / 9,
            ),
            "Está invertido: el gradiente crece de la capa 10 a la 1.": 49 ** (-1 / 9),
            "Contaste ocho capas: de la 10 a la 1 se cruza una más.": 49 ** (1 / 8),
            "Ese es el factor de la varianza: la tabla habla del tamaño.": 49 ** (2 / 9),
            "Falta deshacer el logaritmo: ln(49)/9 es el logaritmo del factor.": math.log(49) / 9,
            "Ese es el factor total: se pide el de cada capa.": 49,
            "La ganancia es 4, pero no todo lo que llega pasa: lee el factor en la tabla.": (4, 16),
            "Sacaste raíz cuadrada: hay nueve factores iguales, no dos.": 7,
            "Ese es el porcentaje: se pide el factor.": (54, 54.1),
            "Ese es solo el aumento: el factor incluye el 1.": (0.54, 49 ** (1 / 9) - 1),
        },
    )
