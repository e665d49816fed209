"""El chequeo de gradiente dice si `backward` es de verdad la derivada de `call`.

Se compara cada entrada de cada gradiente con la diferencia centrada
    ∂f/∂θ ≈ (f(θ + h) − f(θ − h)) / 2h,   f = Σ y ⊙ c,
con un cotangente c al azar: con c = 1 hay errores que se cancelan y no se ven.
"""

import math
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from course_lib import checks
from course_lib.config import Array, floatx
from course_lib.layers.base import Layer, Parameter, unchanged

# El error de la diferencia centrada es ~h² y el de redondeo ~1e−16/h: se equilibran cerca de 1e−5
STEP = 1e-5


class Differentiable(Protocol):
    """Lo que se puede chequear: una capa, una red o lo que tenga esta forma."""

    @property
    def trainable_weights(self) -> list[Parameter]:
        """Los parámetros cuyo gradiente se comprueba."""

    def __call__(self, x: Any, training: bool = False) -> Array:
        """La función que se deriva."""

    def backward(self, grad: Array) -> Array:
        """La derivada que se pone a prueba."""


def numerical_gradient(f: Callable[[], float], values: Array, step: float = STEP) -> Array:
    """Deriva `f` respecto de cada entrada de `values`, que se mueve en su lugar y se restaura.

    Formas: devuelve la de `values`, en float64.
    """
    gradient = np.empty(values.shape)
    for index in np.ndindex(values.shape):
        original = values[index]
        values[index] = original + step
        above = f()
        values[index] = original - step
        below = f()
        values[index] = original
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_error(analytic: Array, numerical: Array) -> float:
    """Mayor diferencia entre dos gradientes, relativa al mayor de sus valores; infinita si hay NaN.

    Un gradiente menor que 0,1 se mide respecto de 0,1: cerca de 0 lo relativo es puro redondeo.
    """
    scale = max(np.abs(analytic).max(), np.abs(numerical).max(), 0.1)
    error = float(np.abs(analytic - numerical).max() / scale)
    return math.inf if math.isnan(error) else error


def gradient_errors(
    layer: Differentiable,
    x: Any,
    training: bool = False,
    rng: np.random.Generator | None = None,
) -> dict[str, float]:
    """Error relativo del gradiente de la entrada ("x") y de cada peso ("dense/kernel", …).

    Menos de 1e−7 es una derivada correcta; más de 1e−2, un error en el código o un dato justo en un
    quiebre, como el de ReLU en 0: cambia el lote y repite. El azar de la capa se repite en cada
    evaluación, y sus medias móviles se restauran.

    Argumentos:
        layer: capa o red, construida en float64.
        x: un lote pequeño: se evalúa la capa dos veces por cada número.
        training: en qué modo se deriva.
        rng: azar del cotangente.
    """
    if floatx() != "float64":
        raise RuntimeError(
            "El chequeo de gradiente necesita float64: en float32 el redondeo tapa los errores. "
            'Usa `with config.use_floatx("float64"):` y crea la capa adentro.'
        )
    x = checks.data("x", x).astype(np.float64)
    layer(x)  # construye los pesos
    parts: list[Layer] = getattr(layer, "layers", [layer])

    def forward() -> Array:
        with unchanged(parts):
            return layer(x, training=training)

    cotangent = (rng or np.random.default_rng()).standard_normal(forward().shape)

    def objective() -> float:
        return float((forward() * cotangent).sum()) + getattr(layer, "penalty", 0.0)

    gradients = {"x": (layer.backward(cotangent), x)}
    gradients |= {p.name: (np.array(p.grad), p.value) for p in layer.trainable_weights}
    for name, (analytic, values) in gradients.items():
        if analytic.shape != values.shape:
            raise ValueError(
                f"`backward` debe dejar en el gradiente de {name!r} la forma {values.shape}. "
                f"Recibido: {analytic.shape}."
            )
    return {
        name: relative_error(analytic, numerical_gradient(objective, values))
        for name, (analytic, values) in gradients.items()
    }
