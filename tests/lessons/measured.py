"""Volver a medir una celda de una tabla guardada."""

import importlib

import numpy as np

from course_lib.lab.experiments import Results
from course_lib.lessons.tables import load

# Otro procesador suma en otro orden y la red termina en otro lugar: medido, menos de 2 puntos
TOLERANCE = 3.0


def stored(name) -> Results:
    """La tabla guardada en su sala."""
    return importlib.import_module(f"course_lib.lessons.lesson_{name[:2]}").table(name)


def assert_again(name, metrics=(), **point):
    """Corre la primera semilla de un punto y la compara con lo guardado.

    De la grilla basta decir lo que tiene más de un valor; sin `metrics`, se comparan todas.
    """
    made, table = load(name[:2])[name], stored(name)
    fixed = {key: value for key, (value, *others) in made.grid.items() if not others}
    measured = made.experiment(**fixed | point, seed=made.seeds[0])
    for metric in metrics or measured:
        before = table.values(metric, **fixed | point)[0]
        assert np.abs(measured[metric] - before).max() < TOLERANCE, metric
