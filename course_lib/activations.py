"""Las funciones de activación y, en una sola tabla, sus derivadas.

Referencia: nombres y valores por defecto de `keras.activations`.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course_lib import absent
from course_lib.checks import suggest
from course_lib.config import Array

Activation = Callable[..., Array]

# Klambauer et al. (2017), arXiv:1706.02515: con estas constantes la media 0 y la varianza 1 son
# un punto fijo de una capa a la siguiente
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805


def linear(x: Array) -> Array:
    """Deja pasar la preactivación sin cambiarla: f(x) = x.

    Keras: `keras.activations.linear`.
    """
    return x


def relu(x: Array) -> Array:
    """Apaga lo negativo: f(x) = máx(0, x).

    Keras: `keras.activations.relu`.
    """
    return np.maximum(x, 0)


def leaky_relu(x: Array, negative_slope: float = 0.2) -> Array:
    """Atenúa lo negativo en vez de apagarlo: f(x) = x si x > 0, si no negative_slope·x.

    Keras: `keras.activations.leaky_relu`.
    """
    return np.where(x > 0, x, negative_slope * x)


def elu(x: Array, alpha: float = 1.0) -> Array:
    """Curva lo negativo hasta −alpha: f(x) = x si x > 0, si no alpha·(eˣ − 1).

    Keras: `keras.activations.elu`. Referencia: Clevert et al. (2016), arXiv:1511.07289.
    """
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def selu(x: Array) -> Array:
    """Es `elu` con la escala que conserva media 0 y varianza 1: f(x) = λ·elu(x, α).

    Keras: `keras.activations.selu`. Referencia: Klambauer et al. (2017), arXiv:1706.02515.
    """
    return SELU_SCALE * elu(x, SELU_ALPHA)


def _normal_cdf(x: Array) -> Array:
    """Probabilidad de que una normal estándar sea menor que x: Φ(x) = (1 + erf(x/√2))/2."""
    # NumPy no trae erf: se usa la de Python, exacta, elemento por elemento
    erf = np.frompyfunc(math.erf, 1, 1)(x / math.sqrt(2))
    return (1 + np.asarray(erf, dtype=x.dtype)) / 2


def gelu(x: Array) -> Array:
    """Pondera x por la probabilidad de que una normal sea menor: f(x) = x·Φ(x).

    Keras: `keras.activations.gelu` (sin aproximar).
    Referencia: Hendrycks y Gimpel (2016), arXiv:1606.08415.
    """
    return x * _normal_cdf(x)


def tanh(x: Array) -> Array:
    """Comprime a (−1, 1) y conserva el 0: la tangente hiperbólica.

    Keras: `keras.activations.tanh`.
    """
    return np.tanh(x)


def sigmoid(x: Array) -> Array:
    """Comprime a (0, 1): f(x) = 1/(1 + e⁻ˣ).

    Keras: `keras.activations.sigmoid`.
    """
    # (1 + tanh(x/2))/2 es la misma función y no se desborda con x muy negativo
    return (1 + np.tanh(x / 2)) / 2


def softmax(x: Array) -> Array:
    """Convierte puntajes en probabilidades: f(x)ₖ = eˣₖ / Σⱼ eˣⱼ, sobre el último eje.

    Keras: `keras.activations.softmax`.
    """
    # restar el máximo no cambia el cociente e impide el desborde
    exp = np.exp(x - x.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


# Regla de la cadena de cada activación y = f(x): grad es ∂L/∂y y el resultado es ∂L/∂x.
# Para usar una activación propia en una capa, agrega aquí su fila.
DERIVATIVES: dict[Activation, Callable[..., Array]] = {
    linear: lambda grad, x, y: grad,
    relu: lambda grad, x, y: grad * (y > 0),
    leaky_relu: lambda grad, x, y, negative_slope=0.2: np.where(x > 0, grad, negative_slope * grad),
    elu: lambda grad, x, y, alpha=1.0: np.where(x > 0, grad, grad * (y + alpha)),
    selu: lambda grad, x, y: grad * np.where(x >= 0, SELU_SCALE, y + SELU_SCALE * SELU_ALPHA),
    gelu: lambda grad, x, y: (
        grad * (_normal_cdf(x) + x * np.exp(-x * x / 2) / math.sqrt(2 * math.pi))
    ),
    tanh: lambda grad, x, y: grad * (1 - y * y),
    sigmoid: lambda grad, x, y: grad * y * (1 - y),
    softmax: lambda grad, x, y: y * (grad - (grad * y).sum(axis=-1, keepdims=True)),
}


def backward(activation: Activation, grad: Array, x: Array, y: Array) -> Array:
    """Lleva el gradiente a través de una activación: ∂L/∂x a partir de ∂L/∂y.

    Argumentos:
        activation: una función de este módulo, o `functools.partial` de ella con otros parámetros.
        grad, x, y: el gradiente que llega, la preactivación y la activación; la misma forma.
    """
    if isinstance(activation, partial):
        return DERIVATIVES[activation.func](grad, x, y, **activation.keywords)
    return DERIVATIVES[activation](grad, x, y)


def get(identifier: Any) -> Activation:
    """Devuelve la activación de un nombre ("relu"), de una función o de None (lineal).

    Keras: `keras.activations.get`.
    """
    if identifier is None:
        return linear
    table = {function.__name__: function for function in DERIVATIVES}
    if isinstance(identifier, str):
        if identifier in table:
            return table[identifier]
        raise ValueError(f"Activación desconocida: {identifier!r}. {suggest(identifier, table)}")
    function = identifier.func if isinstance(identifier, partial) else identifier
    if callable(function) and function in DERIVATIVES:
        return identifier  # type: ignore[no-any-return]
    raise TypeError(
        f"No se conoce la derivada de la activación {identifier!r}. Usa un nombre "
        f"({', '.join(table)}) o agrega tu función a `activations.DERIVATIVES`."
    )


__getattr__ = absent.explain(__name__)
