"""Lo que comparten varias preguntas del ejercicio 04."""

import numpy as np

from course_lib.config import Array

Rng = np.random.Generator
Triple = tuple[Array, Array, Array]
