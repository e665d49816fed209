"""Lo que se mira (y no se deriva): la exactitud."""

from typing import Any

import numpy as np

from course_lib import absent, checks


def accuracy(y_true: Any, y_pred: Any) -> float:
    """Fracción de ejemplos cuya clase se acertó.

    Como en Keras, la forma decide: con una sola salida se compara con 0,5 (también si es un
    puntaje); con varias gana la mayor, y la clase viene como número o como one-hot.

    Formas: y_true (N,), (N, 1) o (N, K); y_pred (N, K) con K > 1, o (N, 1) para dos clases.
    Keras: `metrics=["accuracy"]`.
    """
    y, prediction = checks.array("y_true", y_true), checks.array("y_pred", y_pred)
    one_per_example = prediction.shape[:-1]
    if prediction.ndim < 2 or y.shape not in (
        one_per_example,
        (*one_per_example, 1),
        prediction.shape,
    ):
        raise ValueError(
            "`y_true` debe tener una clase por ejemplo, o la forma de `y_pred`, que es (N, K). "
            f"Recibido: {y.shape} y {prediction.shape}."
        )
    if prediction.shape[-1] == 1:
        return float(np.mean(y.reshape(prediction.shape) == (prediction > 0.5)))
    labels = y.argmax(axis=-1) if y.shape == prediction.shape else y.reshape(one_per_example)
    return float(np.mean(labels == prediction.argmax(axis=-1)))


TABLE = {"accuracy": accuracy}


def get(identifier: Any) -> str:
    """Devuelve el nombre de una métrica conocida: solo "accuracy" (o "acc")."""
    name = "accuracy" if identifier == "acc" else str(identifier)
    if name not in TABLE:
        raise ValueError(f"Métrica desconocida: {identifier!r}. {checks.suggest(name, TABLE)}")
    return name


__getattr__ = absent.explain(__name__)
