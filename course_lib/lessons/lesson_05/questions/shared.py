"""Lo que comparten varias preguntas del ejercicio 05."""

import numpy as np

Rng = np.random.Generator
MODES = ("fan_in", "fan_out", "fan_avg")
