"""Pregunta 6.4: ramas que se suman."""

import math
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_06.questions.shared import Rng, Values, _measured

# Bloques, n, m y growth de cada red
NETWORKS = ((5, 7, 10, 3.7), (6, 9, 7, 1.8))


@question(
    "6.4",
    points=2,
    section="La idea: la mitad, siempre la mitad",
    hint="Cada bloque multiplica E[h²] por 1 + r, con (1 + r)^L = growth; la rama "
    "aporta m·σ₂² veces E[h²].",
)
def residual_weights(student: Any, rng: Rng) -> None:
    """Ramas que se suman."""
    for blocks, n, m, growth in (*NETWORKS, (4, 4, 6, 1)):
        shapes = [(n, m), (m, n)] * blocks
        noise = [rng.standard_normal(shape) for shape in shapes]
        wrong_list = "La lista lleva los mismos arreglos que `noise`, en su orden: W1, W2, W1, W2…"
        answer = student.residual_weights(noise, growth)
        received = parts(answer, ["W1", "W2"] * blocks, hint=wrong_list)
        found = [numbers(kernel, "uno de los kernels").shape for kernel in received]
        assert_property(
            found == shapes or sorted(found) != sorted(shapes),
            "los kernels no vienen en el orden de `noise`",
            "Revisa el orden: W1 y W2 de cada bloque, y después el bloque siguiente.",
        )
        known = _first_stds(blocks, n, m, growth), _second_stds(blocks, n, m, growth)
        right = math.sqrt(2 / n), math.sqrt((growth ** (1 / blocks) - 1) / m)
        for k, kernel in enumerate(noise):
            name = f"W{k % 2 + 1} del bloque {k // 2 + 1} (growth = {growth:g})"
            weights = numbers(received[k], name)
            assert_property(
                not np.isnan(weights).any(),
                f"{name} tiene NaN",
                "La raíz de un número negativo da NaN: r no puede ser menor que 0.",
            )
            std, mistakes = right[k % 2], _known(known[k % 2], right[k % 2], kernel)
            assert_close(weights, std * kernel, name=name, mistakes=mistakes)


def _known(stds: Values, right: float, kernel: Array) -> dict[str, Any]:
    """El kernel que da cada desviación equivocada, o la correcta con el ruido ya medido."""
    return {hint: tuple(std * kernel for std in values) for hint, values in stds.items()} | {
        "Usa la desviación teórica: no la midas en el ruido.": tuple(
            right * noise for noise in _measured(kernel)
        )
    }


def _first_stds(blocks: int, n: int, m: int, growth: float) -> Values:
    ratio = growth ** (1 / blocks) - 1
    return {
        "W1 no se apaga: lleva la desviación de He, y con growth = 1 solo σ₂ vale 0.": (0,),
        "W1 va antes de la ReLU y lleva el 2 de He: su desviación es √(2/n).": (math.sqrt(1 / n),),
        "W1 tiene n entradas: usaste sus salidas, m.": (math.sqrt(2 / m), math.sqrt(1 / m)),
        "Usaste la varianza en W1: la desviación es su raíz, √(2/n).": (2 / n,),
        "Promediaste entradas y salidas en W1 (eso es Glorot): He usa n.": (
            math.sqrt(2 / (n + m)),
            math.sqrt(4 / (n + m)),
        ),
        "Cambiaste W1 por W2: el primero de cada bloque es W1, el de He.": (
            math.sqrt(ratio / m),
            math.sqrt(2 * ratio / m),
        ),
        "Falta escalar W1: su ruido se multiplica por la desviación de He.": (1,),
        "W1 lleva la desviación de He tal cual, y r va entero en W2.": (
            math.sqrt(2 * ratio / n),
            math.sqrt(ratio / n),
            math.sqrt(2 * math.sqrt(ratio) / n),
        ),
    }


def _second_stds(blocks: int, n: int, m: int, growth: float) -> Values:
    ratio = growth ** (1 / blocks) - 1
    late = growth ** (1 / (2 * blocks)) - 1
    return {
        "Después de W2 no hay otra ReLU: ahí el 2 de He sobra.": (math.sqrt(2 * ratio / m),),
        "h·W1 mide 2·E[h²] y la ReLU deja la mitad: a W2 entra E[h²], y queda m·σ₂² = r.": (
            math.sqrt(ratio / (2 * m)),
        ),
        "W2 tiene m entradas: usaste sus salidas, n.": (
            math.sqrt(ratio / n),
            math.sqrt(2 * ratio / n),
        ),
        "Falta achicar W2: con He o con 1/m la rama es tan grande como el atajo, o más.": (
            math.sqrt(2 / m),
            math.sqrt(1 / m),
            math.sqrt(2 / n),
            1,
        ),
        "Esa es la receta 1/√L, que no mira `growth`: despeja r de (1 + r)^L = growth.": (
            math.sqrt(1 / (blocks * m)),
            math.sqrt(2 / (blocks * m)),
            math.sqrt(1 / (2 * blocks * m)),
        ),
        "Esa es la receta 1/L, que no mira `growth`: despeja r de (1 + r)^L = growth.": (
            math.sqrt(1 / m) / blocks,
            math.sqrt(2 / m) / blocks,
        ),
        "El crecimiento se multiplica bloque a bloque: no se reparte `growth − 1` en L partes "
        "iguales.": (
            math.sqrt((growth - 1) / (blocks * m)),
            math.sqrt(growth / (blocks * m)),
            math.sqrt(2 * (growth - 1) / (blocks * m)),
            math.sqrt((growth - 1) / (2 * blocks * m)),
        ),
        "ln(growth)/L es solo una aproximación de r: despéjalo exacto, con la raíz L-ésima.": (
            math.sqrt(math.log(growth) / (blocks * m)),
        ),
        "El exponente es 1/L, con L el número de bloques: la mitad de `len(noise)`.": (
            math.sqrt(late / m),
            math.sqrt(2 * late / m),
            math.sqrt((growth ** (1 / (blocks - 1)) - 1) / m),
            math.sqrt((growth ** (1 / (blocks + 1)) - 1) / m),
        ),
        "`growth` ya se refiere a E[h²]: no lo eleves al cuadrado.": (
            math.sqrt((growth ** (2 / blocks) - 1) / m),
        ),
        "Falta restar 1: el atajo ya aporta una vez E[h²], y la rama, solo lo que sobra.": (
            math.sqrt(growth ** (1 / blocks) / m),
            math.sqrt(2 * growth ** (1 / blocks) / m),
        ),
        "Falta tomar la raíz L-ésima: con ese r, cada bloque ya crece `growth` veces.": (
            math.sqrt((growth - 1) / m),
            math.sqrt(2 * (growth - 1) / m),
            math.sqrt((math.sqrt(growth) - 1) / m),
            math.sqrt(growth / m),
            math.sqrt((growth**blocks - 1) / m),
        ),
        "Falta la raíz: m·σ₂² = r es una varianza, y se pide la desviación σ₂.": (
            ratio / m,
            ratio / math.sqrt(m),
            ratio * math.sqrt(2 / m),
        ),
        "El 1 se resta después de tomar la raíz L-ésima, no antes.": (
            math.sqrt((growth - 1) ** (1 / blocks) / m),
        ),
        "Divide r solo por m: n no entra en W2.": (
            math.sqrt(ratio / (n * m)),
            math.sqrt(2 * ratio / (n * m)),
            math.sqrt(2 * ratio / (n + m)),
        ),
        "r está bien, pero falta dividir por m: cada salida de la rama suma m productos.": (
            math.sqrt(ratio),
            ratio,
        ),
        "Apagaste la rama: con growth mayor que 1 se pide la mayor σ₂ que lo cumple.": (0,),
    }
