"""Keras con una pieza más, `backward`: redes neuronales que se leen como álgebra.

Las mismas carpetas, clases, argumentos y valores por defecto que Keras 3, escritas en NumPy y con
la derivada a la vista. Todo lo que se entrena con `keras` se entrena aquí sin cambiar una letra:

    def build(lib):
        model = lib.Sequential([lib.Input(shape=(20,)), lib.layers.Dense(3)])
        ...
    build(keras)
    build(course_lib)
"""

from course_lib import (
    absent,
    activations,
    callbacks,
    config,
    initializers,
    layers,
    losses,
    metrics,
    optimizers,
    regularizers,
)
from course_lib.layers.core import Input
from course_lib.models import Sequential

__version__ = "0.1.0"
__all__ = [
    "Input",
    "Sequential",
    "activations",
    "callbacks",
    "config",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "optimizers",
    "regularizers",
]


__getattr__ = absent.explain(__name__)
