"""Lo que comparten varias preguntas del ejercicio 06."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_property,
)

Rng = np.random.Generator
Shape = tuple[int, ...]
# Pista → los valores que daría ese error
Values = Mapping[str, tuple[float, ...]]


def _assert_one_number(value: Any, name: str) -> None:
    assert_property(
        not (isinstance(value, list) and len(value) == 2),
        f"{name}: esperaba un número y recibí dos",
        "¿Usaste coma decimal? En Python los decimales van con punto: 0.5.",
    )


def nearest(value: float, mistakes: Values, tolerance: float = 0.012) -> str:
    """La pista del error más parecido a un valor medido con ruido, o «» si ninguno calza."""
    gaps = {
        hint: min(abs(math.log(value / known)) for known in values)
        for hint, values in mistakes.items()
        if value > 0
    }
    best = min(gaps, key=lambda hint: gaps[hint], default="")
    return best if best and gaps[best] < tolerance else ""


def _measured(kernel: Array) -> tuple[Array, ...]:
    """El ruido llevado a desviación 1 exacta, en vez de en promedio."""
    return (
        kernel / kernel.std(),
        kernel / kernel.std(ddof=1),
        kernel / np.sqrt(np.mean(kernel**2)),
        (kernel - kernel.mean()) / kernel.std(),
    )
