"""Lo que comparten varias preguntas del ejercicio 01."""

from typing import Any

import numpy as np

from course_lib.config import Array

Rng = np.random.Generator
Data = tuple[Array, Array]
Strength = float | Array  # un λ, o varios a la vez


def _solve(x: Array, y: Array, strength: Strength, shape: Array | None = None) -> Array:
    where = np.eye(x.shape[1]) if shape is None else shape
    penalty = np.expand_dims(strength, (-2, -1)) * where
    return np.linalg.solve(x.T @ x + penalty, x.T @ y)


def _ridge(x: Array, y: Array, strength: Strength, shape: Array | None = None) -> tuple[Array, Any]:
    w = _solve(x - x.mean(axis=0), y - y.mean(), strength, shape)
    return w, y.mean() - w @ x.mean(axis=0)
