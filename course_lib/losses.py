"""Cuánto se equivoca la red y hacia dónde debe moverse su salida.

Cada pérdida promedia el error de los ejemplos, como en Keras (`sum_over_batch_size`).
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib import absent, checks
from course_lib.activations import sigmoid, softmax
from course_lib.config import Array
from course_lib.registry import resolve

# Como en Keras: las probabilidades se alejan de 0 y 1 para que el logaritmo no sea infinito
EPSILON = 1e-7


class Loss(ABC):
    """Una pérdida: `loss(y_true, y_pred)` es su valor y `loss.gradient(...)` su derivada.

    Keras: `keras.losses.Loss`, con el mismo orden de argumentos.
    """

    def __call__(self, y_true: Any, y_pred: Any) -> float:
        """Promedio del error sobre los ejemplos."""
        return float(self.call(*self._checked(y_true, y_pred)).mean())

    def gradient(self, y_true: Any, y_pred: Any) -> Array:
        """Derivada del promedio respecto de `y_pred`; la forma de `y_pred`."""
        return self.backward(*self._checked(y_true, y_pred))

    def _checked(self, y_true: Any, y_pred: Any) -> tuple[Array, Array]:
        prediction = checks.tensor("y_pred", y_pred)
        if prediction.ndim == 0 or prediction.size == 0:
            raise ValueError(f"`y_pred` no tiene ejemplos. Recibido: forma {prediction.shape}.")
        return self.target(y_true, prediction), prediction

    def target(self, y_true: Any, y_pred: Array) -> Array:
        """Comprueba `y_true` y lo lleva a la forma y el tipo de `y_pred`."""
        y = checks.tensor("y_true", y_true)
        if y.ndim == y_pred.ndim - 1 and y_pred.shape[-1] == 1:
            y = y[..., None]
        if y.shape != y_pred.shape:
            raise ValueError(
                "`y_true` y `y_pred` deben tener la misma forma. "
                f"Recibido: {y.shape} y {y_pred.shape}."
            )
        return y

    @abstractmethod
    def call(self, y: Array, y_pred: Array) -> Array:
        """El error de cada ejemplo (o de cada salida), todavía sin promediar."""

    @abstractmethod
    def backward(self, y: Array, y_pred: Array) -> Array:
        """La derivada del promedio, con los argumentos ya comprobados."""


@checks.strict
@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """Penaliza el cuadrado de la diferencia: promedio de (y_pred − y_true)².

    Formas: y_true, y_pred (N, …) iguales.
    Keras: `keras.losses.MeanSquaredError`.
    """

    def call(self, y: Array, y_pred: Array) -> Array:
        return (y_pred - y) ** 2

    def backward(self, y: Array, y_pred: Array) -> Array:
        return (y_pred - y) * (2 / y.size)


@checks.strict
@dataclass(frozen=True)
class BinaryCrossentropy(Loss):
    """Penaliza darle poca probabilidad a la etiqueta: −y·ln p − (1 − y)·ln(1 − p).

    Argumentos:
        from_logits: True si `y_pred` son puntajes z (p = σ(z)); False si ya son probabilidades.

    Formas: y_true, y_pred (N, …) iguales; y_true entre 0 y 1.
    Keras: `keras.losses.BinaryCrossentropy`.
    """

    from_logits: bool = False

    def __post_init__(self) -> None:
        checks.boolean("from_logits", self.from_logits)

    def target(self, y_true: Any, y_pred: Array) -> Array:
        y = super().target(y_true, y_pred)
        if not ((y >= 0) & (y <= 1)).all():
            raise ValueError(
                f"`y_true` debe estar entre 0 y 1. Recibido: entre {np.min(y):g} y {np.max(y):g}."
            )
        return y

    def call(self, y: Array, y_pred: Array) -> Array:
        if self.from_logits:
            # ln(1 + e^|z|) sin calcular e^|z|: no se desborda
            return np.maximum(y_pred, 0) - y * y_pred + np.log1p(np.exp(-np.abs(y_pred)))
        p: Array = np.clip(y_pred, EPSILON, 1 - EPSILON)
        return -(y * np.log(p) + (1 - y) * np.log(1 - p))

    def backward(self, y: Array, y_pred: Array) -> Array:
        if self.from_logits:
            return (sigmoid(y_pred) - y) / y.size
        p: Array = np.clip(y_pred, EPSILON, 1 - EPSILON)
        return np.where(p == y_pred, (p - y) / (p * (1 - p)), 0) / y.size


@checks.strict
@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    """Penaliza darle poca probabilidad a la clase correcta: −Σₖ yₖ·ln pₖ.

    Argumentos:
        from_logits: True si `y_pred` son puntajes z (p = softmax(z)); False si son probabilidades.

    Formas: y_true (N, K) con una fila de probabilidades por ejemplo (one-hot); y_pred (N, K).
    Keras: `keras.losses.CategoricalCrossentropy`.
    """

    from_logits: bool = False

    def __post_init__(self) -> None:
        checks.boolean("from_logits", self.from_logits)

    def target(self, y_true: Any, y_pred: Array) -> Array:
        y = super().target(y_true, y_pred)
        if not ((y >= 0).all() and (np.abs(y.sum(axis=-1) - 1) <= 1e-3).all()):
            raise ValueError(
                "Cada fila de `y_true` debe tener probabilidades que sumen 1 (one-hot). Si son "
                "números de clase, usa SparseCategoricalCrossentropy."
            )
        return y

    def call(self, y: Array, y_pred: Array) -> Array:
        if self.from_logits:
            shifted = y_pred - y_pred.max(axis=-1, keepdims=True)
            return np.log(np.exp(shifted).sum(axis=-1)) - (y * shifted).sum(axis=-1)
        p: Array = np.clip(y_pred / y_pred.sum(axis=-1, keepdims=True), EPSILON, 1 - EPSILON)
        return -(y * np.log(p)).sum(axis=-1)

    def backward(self, y: Array, y_pred: Array) -> Array:
        examples: int = y.size // y.shape[-1]
        if self.from_logits:
            return (softmax(y_pred) - y) / examples
        total = y_pred.sum(axis=-1, keepdims=True)
        p = y_pred / total
        clipped: Array = np.clip(p, EPSILON, 1 - EPSILON)
        pull = np.where(clipped == p, y / clipped, 0)
        return ((pull * p).sum(axis=-1, keepdims=True) - pull) / (total * examples)


@checks.strict
@dataclass(frozen=True)
class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """Es la entropía cruzada con la clase como número: −ln p[clase].

    Argumentos:
        from_logits: True si `y_pred` son puntajes z (p = softmax(z)); False si son probabilidades.

    Formas: y_true (N,) o (N, 1), enteros de 0 a K − 1; y_pred (N, K).
    Keras: `keras.losses.SparseCategoricalCrossentropy`.
    """

    def target(self, y_true: Any, y_pred: Array) -> Array:
        y = checks.array("y_true", y_true)
        if y.ndim == y_pred.ndim and y.shape[-1] == 1:
            y = y[..., 0]
        if y.shape != y_pred.shape[:-1]:
            raise ValueError(
                "`y_true` debe tener una clase por ejemplo (si es one-hot, usa "
                f"CategoricalCrossentropy). Recibido: formas {y.shape} y {y_pred.shape}."
            )
        classes = y_pred.shape[-1]
        one_hot = y[..., None] == np.arange(classes)
        if not one_hot.any(axis=-1).all():
            raise ValueError(
                f"`y_true` debe tener enteros de 0 a {classes - 1}, porque la red tiene {classes} "
                f"salidas. Recibido: entre {y.min()} y {y.max()}."
            )
        target: Array = one_hot.astype(y_pred.dtype)
        return target


TABLE: dict[str, type[Loss]] = {
    "mse": MeanSquaredError,
    "mean_squared_error": MeanSquaredError,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
}


def get(identifier: Any) -> Loss:
    """Devuelve la pérdida de un nombre ("mse") o el objeto recibido.

    Keras: `keras.losses.get`.
    """
    return resolve("Pérdida", identifier, TABLE, Loss)  # type: ignore[type-abstract]


__getattr__ = absent.explain(__name__)
