"""La pérdida que se arma con lo que quien estudia escribe en la lección 00."""

from collections.abc import Callable

import numpy as np

import course_lib as lib
from course_lib.config import Array


def loss(gradient: Callable[[Array, Array], Array | None]) -> lib.losses.Loss:
    """La entropía cruzada con tu gradiente; mientras no sea la derivada, con el de course_lib.

    Argumentos:
        gradient: recibe los puntajes y las etiquetas one-hot; devuelve ∂L/∂puntajes.

    Formas: los tres, (N, K).
    """
    given = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    scores, labels = np.array([[2.0, 1.0, 0.0], [0.0, 0.5, 1.0]]), np.array([0, 1])
    yours = gradient(scores, np.eye(3)[labels])
    if yours is None:
        print("Todavía falta tu línea: sigo con el gradiente de course_lib.")
        return given
    expected = given.gradient(labels, scores)
    if np.shape(yours) != expected.shape or not np.allclose(yours, expected, atol=1e-6):
        print("Tu línea todavía no da la derivada: sigo con el gradiente de course_lib.")
        return given

    class Mine(lib.losses.SparseCategoricalCrossentropy):
        """La entropía cruzada, con tu gradiente."""

        def backward(self, y: Array, y_pred: Array) -> Array:
            return np.asarray(gradient(y_pred, y), y_pred.dtype)

    return Mine(from_logits=True)
