"""Pregunta 5.2: contar conexiones, también por grupos."""

import math
from typing import Any

from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_05.questions.shared import Rng


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
