"""Pregunta 6.3: un error plantado."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import StudentError, question
from course_lib.lessons.lesson_06.questions.shared import Rng, Shape, _measured


@question(
    "6.3",
    points=1,
    section="Comprueba",
    hint="Con el kernel (3, 3, 16, 64) cada z suma 144 productos: ¿qué ejes hay que multiplicar?",
)
def fixed_he(student: Any, rng: Rng) -> None:
    """Un error plantado."""
    for shapes in KERNELS:
        noise = [rng.standard_normal(shape) for shape in shapes]
        names = [f"el kernel {shape}" for shape in shapes]
        wrong_list = "Va un kernel por cada arreglo de `noise`, en el mismo orden."
        received = parts(_fixed(student, noise), names, hint=wrong_list)
        for kernel, weights, name in zip(noise, received, names, strict=True):
            mistakes = _mistakes(kernel) | _shared_fan_in(kernel, shapes)
            assert_close(weights, _fan_std(kernel.shape) * kernel, name=name, mistakes=mistakes)


# Ventanas, canales y salidas distintos, para que cada error dé otro número
KERNELS: tuple[tuple[Shape, ...], ...] = (
    ((5, 4, 6, 7), (11, 4), (4, 3, 2)),
    ((6, 9), (2, 5, 4, 3, 8), (9, 2)),
)


def _fixed(student: Any, noise: Sequence[Array]) -> Any:
    try:
        return student.fixed_he(noise)
    except StudentError as error:
        if "IndexError" not in str(error) and "unpack" not in str(error):
            raise
        axes = "¿Cuántos ejes tiene ese kernel? Los hay de dos ejes o más: no supongas cuántos son."
        raise StudentError(str(error), axes) from None


def _shared_fan_in(kernel: Array, shapes: Sequence[Shape]) -> dict[str, Any]:
    others = (math.prod(shape[:-1]) for shape in shapes if shape != kernel.shape)
    return {
        "`fan_in` es de cada kernel: calcúlalo adentro del ciclo.": tuple(
            math.sqrt(2 / fan_in) * kernel for fan_in in others
        )
    }


def _fan_std(shape: Shape) -> float:
    return math.sqrt(2 / math.prod(shape[:-1]))


def _mistakes(kernel: Array) -> dict[str, Any]:
    shape = kernel.shape
    window, fan_in = math.prod(shape[:-2]), math.prod(shape[:-1])
    fan_out = window * shape[-1]

    def he(n: float) -> Any:
        return math.sqrt(2 / n) * kernel

    dense = {
        "Sigue contando las salidas: en Keras el último eje son las salidas, y las entradas son "
        "todos los demás.": (he(math.prod(shape[1:])), he(shape[-1])),
        "Contaste todos los pesos del kernel: las salidas, el último eje, no entran.": (
            he(kernel.size)
        ),
        "Promediaste entradas y salidas (eso es Glorot): He usa solo las entradas.": (
            he(fan_in + fan_out),
            he((fan_in + fan_out) / 2),
        ),
        "El 2 de He estaba bien: el error es otro.": math.sqrt(1 / fan_in) * kernel,
        "La raíz estaba bien: se multiplica por la desviación, no por la varianza.": (
            2 / fan_in * kernel
        ),
        "La raíz abarca la fracción entera: √(2/n).": (
            math.sqrt(2) / fan_in * kernel,
            2 / math.sqrt(fan_in) * kernel,
        ),
        "Ese es el borde de una uniforme: aquí se pide la desviación, √(2/n).": he(fan_in / 3),
        "Devolviste la desviación: falta multiplicar por ella el ruido.": _fan_std(shape),
        "Diste vuelta la fracción: la desviación es √(2/n).": math.sqrt(fan_in / 2) * kernel,
        "Multiplica el ruido por la desviación teórica, sin medirla antes en el ruido.": tuple(
            _fan_std(shape) * noise for noise in _measured(kernel)
        ),
        "Devolviste el ruido tal cual: falta multiplicarlo por la desviación de He.": kernel,
        "El kernel ya viene en el orden de Keras: no hay que trasponerlo, sino contar bien.": tuple(
            std * turned
            for std in (_fan_std(shape), _fan_std(shape[::-1]), _fan_std((*shape[1:], 1)))
            for turned in (kernel.T, np.moveaxis(kernel, -1, 0), np.swapaxes(kernel, -1, -2))
        ),
    }
    if kernel.ndim == 2:
        return dense
    return {
        "Sirve para una capa densa, pero en una convolución olvida la ventana entera y los "
        "canales: el primer eje es un lado de la ventana.": he(shape[0]),
        "Olvidaste la ventana: cada z suma todas sus posiciones en cada canal de entrada.": (
            he(shape[-2])
        ),
        "Olvidaste los canales de entrada: cada z suma la ventana de todos ellos.": (
            he(window),
            he(math.prod(shape[:2])),
        ),
        "Multiplicaste los dos últimos ejes, entradas y salidas: van todos menos el último.": (
            he(math.prod(shape[-2:]))
        ),
        "Ahora cuentas ventana por salidas, o sea `fan_out`: He usa las entradas.": he(fan_out),
        "La ventana tiene más de un lado: se multiplican todos los ejes menos el último.": (
            he(shape[0] * shape[-2]),
            he(math.prod(shape[1:-1])),
        ),
        "Los ejes de la ventana se multiplican entre sí y con las entradas: no se suman.": (
            he(sum(shape[:-1])),
            he(sum(shape[:-2]) * shape[-2]),
        ),
        "Ese eje es un lado de la ventana: las entradas son todos los ejes menos el último.": (
            he(shape[1])
        ),
    } | dense
