"""El valle de una neurona lineal con error cuadrático: qué forma tiene y cuánto cuesta bajarlo.

La pérdida de ŷ = x·w es (1/N)·Σ(x·w − y)². Medida desde su mínimo, con e = w − w*, vale ½·eᵀHe más
una constante, y un paso de descenso es e ← (I − η·H)·e. Todo depende de los valores propios de H.
"""

import numpy as np

from course_lib import checks
from course_lib.config import Array


def with_bias(x: Array) -> Array:
    """Agrega una columna de unos: su peso es el sesgo. Formas: (N, D) → (N, D + 1)."""
    return np.column_stack([x, np.ones(len(x))])


def hessian(x: Array) -> Array:
    """La curvatura del valle, H = (2/N)·xᵀx. Formas: x (N, D) → (D, D)."""
    return np.asarray(2 * x.T @ x / len(x))


def minimum(x: Array, y: Array) -> Array:
    """Los pesos w* que dejan el menor error cuadrático. Formas: x (N, D), y (N,) → (D,)."""
    return np.linalg.lstsq(x, y, rcond=None)[0]


def largest_rate(x: Array) -> float:
    """La tasa límite, 2/λ_máx: con una mayor, el descenso explota."""
    return float(2 / np.linalg.eigvalsh(hessian(x))[-1])


def condition(x: Array) -> float:
    """El número de condición del valle, κ = λ_máx/λ_mín: 1 es un círculo."""
    return float(np.linalg.cond(x) ** 2)


def walk(x: Array, fraction: float = 0.5, steps: int = 30) -> Array:
    """El camino de dos pesos, medidos desde el mínimo, con una fracción de la tasa límite.

    Formas: x (N, 2) → (steps + 1, 2).
    """
    rate, H = fraction * largest_rate(x), hessian(x)
    path = [np.array([-0.9, 0.7])]
    for _ in range(steps):
        path.append(path[-1] - rate * H @ path[-1])
    return np.array(path)


def gap(x: Array, y: Array, steps: float) -> float:
    """Qué fracción falta por bajar después de `steps` pasos desde 0, con η = 1/λ_máx.

    No da los pasos: en cada dirección propia de H, un paso multiplica e por 1 − η·λ.
    """
    _, s, directions = np.linalg.svd(x / np.sqrt(len(x)), full_matrices=False)
    curvature, start = 2 * s**2, directions @ minimum(x, y)
    height = curvature * start**2
    left = height * (1 - curvature / curvature.max()) ** (2 * steps)
    return float(left.sum() / height.sum())


def steps_to(x: Array, y: Array, goal: float = 1e-6) -> int:
    """Cuántos pasos de descenso hacen falta para que quede una fracción `goal` por bajar."""
    goal = checks.positive("goal", goal)
    few, many = 0, 1
    while gap(x, y, many) > goal:
        few, many = many, 2 * many
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if gap(x, y, middle) > goal else (few, middle)
    return many
