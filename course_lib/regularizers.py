"""Penalizaciones sobre los pesos: cuánto cuestan y hacia dónde empujan.

Keras: `keras.regularizers`, con sus mismas constantes: ni 1/2 ni 1/n, y solo sobre la variable
que lleva la penalización.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib import absent, checks
from course_lib.config import Array
from course_lib.registry import resolve


class Regularizer(ABC):
    """Una penalización: `reg(w)` es su valor y `reg.gradient(w)` su derivada."""

    @abstractmethod
    def __call__(self, w: Array) -> float:
        """Cuánto se suma a la pérdida por estos pesos."""

    @abstractmethod
    def gradient(self, w: Array) -> Array:
        """Derivada de la penalización respecto de cada peso; la forma de `w`."""


def _coefficients(regularizer: Regularizer, *names: str) -> None:
    """Exige coeficientes no negativos, como `float`: los pesos no cambian de tipo."""
    for name in names:
        value = checks.number(name, getattr(regularizer, name), low=0)
        object.__setattr__(regularizer, name, value)


@checks.strict
@dataclass(frozen=True)
class L1(Regularizer):
    """Empuja cada peso hacia 0 con fuerza constante, hasta anularlo: l1·Σ|w|.

    Keras: `keras.regularizers.L1`.
    """

    l1: float = 0.01

    def __post_init__(self) -> None:
        _coefficients(self, "l1")

    def __call__(self, w: Array) -> float:
        return float(self.l1 * np.abs(w).sum())

    def gradient(self, w: Array) -> Array:
        return self.l1 * np.sign(w)


@checks.strict
@dataclass(frozen=True)
class L2(Regularizer):
    """Achica cada peso en proporción a su tamaño: l2·Σw², de derivada 2·l2·w.

    Argumentos:
        l2: el coeficiente λ de la penalización, mayor o igual que 0.

    Keras: `keras.regularizers.L2`. No es lo mismo que el `weight_decay` de un optimizador: solo
    coinciden con SGD sin momento, y entonces weight_decay = 2·l2.
    Referencia: Loshchilov y Hutter (2019), arXiv:1711.05101.
    """

    l2: float = 0.01

    def __post_init__(self) -> None:
        _coefficients(self, "l2")

    def __call__(self, w: Array) -> float:
        return float(self.l2 * (w * w).sum())

    def gradient(self, w: Array) -> Array:
        return (2 * self.l2) * w


@checks.strict
@dataclass(frozen=True)
class L1L2(Regularizer):
    """Suma las dos penalizaciones: l1·Σ|w| + l2·Σw².

    Keras: `keras.regularizers.L1L2`.
    """

    l1: float = 0.0
    l2: float = 0.0

    def __post_init__(self) -> None:
        _coefficients(self, "l1", "l2")

    def __call__(self, w: Array) -> float:
        return L1(self.l1)(w) + L2(self.l2)(w)

    def gradient(self, w: Array) -> Array:
        return L1(self.l1).gradient(w) + L2(self.l2).gradient(w)


TABLE: dict[str, type[Regularizer]] = {"l1": L1, "l2": L2, "l1l2": L1L2}


def get(identifier: Any) -> Regularizer | None:
    """Devuelve el regularizador de un nombre ("l2"), el objeto recibido o None.

    Keras: `keras.regularizers.get`.
    """
    if identifier is None:
        return None
    return resolve("Regularizador", identifier, TABLE, Regularizer)  # type: ignore[type-abstract]


__getattr__ = absent.explain(__name__)
