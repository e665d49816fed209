"""La pérdida que se arma con lo que quien estudia escribe en la lección 00."""

from collections.abc import Callable

import numpy as np

import course_lib as lib
from course_lib.config import Array


def loss(gradient: Callable[[Array, Array], Array | None]) -> lib.losses.Loss:
    """La entropía cruzada con tu gradiente; mientras no responda, con el de course_lib.

    Argumentos:
        gradient: recibe los puntajes y las etiquetas one-hot; devuelve ∂L/∂puntajes.

    Formas: los tres, (N, K).
    """
    probe = gradient(np.zeros((2, 3)), np.eye(2, 3))
    if probe is None:
        print("Todavía falta tu línea: sigo con el gradiente de course_lib.")
        return lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    if np.shape(probe) != (2, 3):
        raise ValueError(
            "Tu gradiente debe tener la forma de los puntajes: un número por ejemplo y por clase. "
            f"Con puntajes de forma (2, 3) devolvió {np.shape(probe)}."
        )

    class Mine(lib.losses.SparseCategoricalCrossentropy):
        """La entropía cruzada, con tu gradiente."""

        def backward(self, y: Array, y_pred: Array) -> Array:
            return np.asarray(gradient(y_pred, y), y_pred.dtype)

    return Mine(from_logits=True)
