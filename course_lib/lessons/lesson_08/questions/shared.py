"""Lo que comparten varias preguntas del ejercicio 08."""

from typing import Any

import numpy as np

from course_lib.config import Array

Rng = np.random.Generator
NO_EPSILON = "Falta ε: se divide por √(σ² + ε)."
EPSILON_OUTSIDE = "ε va dentro de la raíz, √(σ² + ε): lo sumaste a la desviación."
NO_ROOT = "Dividiste por la varianza: falta la raíz, √(σ² + ε)."
COMMA = "Llegaron más números de los pedidos: ¿coma en vez de punto decimal?"
DDOF = "La varianza divide por el número de valores, no por uno menos: `np.var` sin `ddof`."


def _x_hat(x: Array, axis: Any, epsilon: float, ddof: int = 0) -> Array:
    variance = x.var(axis=axis, keepdims=True, ddof=ddof)
    return np.asarray((x - x.mean(axis=axis, keepdims=True)) / np.sqrt(variance + epsilon))


def _bad_x_hat(x: Array, axis: Any, epsilon: float) -> dict[str, tuple[Array, ...]]:
    """Pista → x̂ con los errores de fórmula de siempre."""
    centered = x - x.mean(axis=axis, keepdims=True)
    variance = x.var(axis=axis, keepdims=True)
    squares = (x**2).mean(axis=axis, keepdims=True)
    std = np.sqrt(variance)
    return {
        NO_EPSILON: (centered / std,),
        EPSILON_OUTSIDE: (centered / (std + epsilon), centered / (std + np.sqrt(epsilon))),
        NO_ROOT: (centered / (variance + epsilon), centered / variance),
        DDOF: (_x_hat(x, axis, epsilon, ddof=1), _x_hat(x, axis, 0, ddof=1)),
        "Falta restar la media antes de dividir.": (
            x / np.sqrt(variance + epsilon),
            x / std,
            x / np.sqrt(squares + epsilon),
        ),
        "La varianza es alrededor de la media: promediaste los cuadrados sin restarla.": (
            centered / np.sqrt(squares + epsilon),
        ),
        "Solo restaste la media: falta dividir por √(σ² + ε).": (centered,),
    }


GROUP_EPSILON = 0.1
