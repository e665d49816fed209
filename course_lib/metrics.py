"""Lo que se mira (y no se deriva): la exactitud."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.losses import BinaryCrossentropy, Loss, SparseCategoricalCrossentropy


def accuracy(y_true: Any, y_pred: Any, loss: Loss | None = None) -> float:
    """Fracción de ejemplos cuya clase se acertó.

    Argumentos:
        loss: con una pérdida dispersa `y_true` son números de clase; con una binaria se compara
            cada salida con 0,5, como hace "accuracy" en Keras. Sin pérdida se decide por la forma.

    Formas: y_true (N,), (N, 1) o (N, K); y_pred (N, K) con K > 1, o (N, 1) para dos clases.
    Keras: `metrics=["accuracy"]`.
    """
    y, prediction = checks.array("y_true", y_true), checks.array("y_pred", y_pred)
    checks.same_length("y_true", y, "y_pred", prediction)
    if isinstance(loss, BinaryCrossentropy) or prediction.shape[-1] == 1:
        return float(np.mean(y.reshape(prediction.shape) == (prediction > 0.5)))
    sparse = isinstance(loss, SparseCategoricalCrossentropy) or y.shape != prediction.shape
    labels = y.reshape(prediction.shape[:-1]) if sparse else y.argmax(axis=-1)
    return float(np.mean(labels == prediction.argmax(axis=-1)))


TABLE = {"accuracy": accuracy}


def get(identifier: Any) -> str:
    """Devuelve el nombre de una métrica conocida: solo "accuracy" (o "acc")."""
    if identifier == "acc":
        return "accuracy"
    if identifier not in TABLE:
        raise ValueError(
            f"Métrica desconocida: {identifier!r}. {checks.suggest(str(identifier), TABLE)}"
        )
    return str(identifier)
