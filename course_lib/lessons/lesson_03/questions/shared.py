"""Lo que comparten varias preguntas del ejercicio 03."""

import numpy as np

Rng = np.random.Generator
COMMA = "¿Una coma decimal? En Python `2,5` son dos números: se escribe `2.5`."
