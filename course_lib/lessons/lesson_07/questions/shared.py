"""Lo que comparten varias preguntas del ejercicio 07."""

import numpy as np

from course_lib.config import Array

Rng = np.random.Generator
Data = tuple[Array, Array]


def _standard(x: Array, known: Array, ddof: int = 0) -> Array:
    return np.asarray((x - known.mean(axis=0)) / known.std(axis=0, ddof=ddof))
