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
    # tres ejemplos y cuatro clases: así no se confunde dividir por 2, por N o por K
    scores = np.array([[2.0, 1.0, 0.0, 0.0], [0.0, 0.5, 1.0, 0.0], [1.0, 0.0, 0.0, 3.0]])
    labels = np.array([0, 1, 3])
    expected = given.gradient(labels, scores)
    try:
        yours = gradient(scores.copy(), np.eye(4)[labels])
        right = yours is not None and np.shape(yours) == expected.shape
        right = right and np.allclose(yours, expected, atol=1e-6)
    except Exception as error:  # lo escribe quien estudia: puede fallar de cualquier manera
        print(f"Tu línea se detuvo con {type(error).__name__}: {error}")
        print("Corrígela arriba; mientras, sigo con el gradiente de course_lib.")
        return given
    if yours is None:
        print("Todavía falta tu línea: sigo con el gradiente de course_lib.")
        return given
    if not right:
        print(
            "Tu línea todavía no da la derivada con 3 ejemplos y 4 clases (¿dividiste por len(y)?):"
        )
        print("sigo con el gradiente de course_lib.")
        return given
    print("Tu gradiente es la derivada: con él entrenan las redes que siguen.")

    class Mine(lib.losses.SparseCategoricalCrossentropy):
        """La entropía cruzada, con tu gradiente."""

        def backward(self, y: Array, y_pred: Array) -> Array:
            return np.asarray(gradient(y_pred, y), y_pred.dtype)

    return Mine(from_logits=True)
