"""El observador: qué le pasa por dentro a una red, capa por capa.

Es el mismo instrumento en todas las lecciones: escala de las activaciones, neuronas saturadas o
muertas, tamaño de los gradientes y cuánto se mueve cada peso en un paso.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.callbacks import Callback, Logs
from course_lib.config import Array
from course_lib.layers.base import Layer, unchanged
from course_lib.models import Sequential

# Una salida de tanh mayor que esto está saturada: la derivada, 1 − y², es menos del 5 % de la mayor
SATURATED = 0.975


@dataclass(frozen=True)
class LayerStats:
    """Lo que se mide en una capa con un lote.

    Argumentos:
        name: nombre de la capa.
        std: desviación estándar de su salida, con ejemplos y neuronas revueltos.
        signal: desviación de cada neurona entre los ejemplos del lote, en promedio. Si es casi 0,
            la capa responde lo mismo a todo, por más distintas que sean sus neuronas.
        saturated: fracción de salidas en la zona plana de tanh o sigmoid; 0 en las demás.
        dead: fracción de neuronas que valen 0 en todos los ejemplos del lote (ReLU muerta); en una
            imagen, fracción de canales que valen 0 en todos los píxeles.
        grad_std: desviación estándar de ∂L/∂salida.
        grad_norm: norma del gradiente de sus pesos, √Σg²; 0 si no tiene.
        weight_norm: norma de sus pesos entrenables; 0 si no tiene.
    """

    name: str
    std: float
    signal: float
    saturated: float
    dead: float
    grad_std: float
    grad_norm: float
    weight_norm: float


def observe(model: Sequential, x: Any, y: Any, training: bool = False) -> list[LayerStats]:
    """Mide cada capa con un lote: una pasada hacia adelante y una hacia atrás, sin cambiar nada.

    Argumentos:
        x, y: el lote de sondeo.
        training: si se mide con dropout y estadísticas del lote.

    Formas: una `LayerStats` por capa, en orden.
    """
    loss = model.loss
    outputs: list[Array] = [checks.tensor("x", x)]
    with unchanged(model.layers), np.errstate(over="ignore", invalid="ignore"):
        for layer in model.layers:
            outputs.append(layer(outputs[-1], training=training))
        grad = loss.gradient(y, outputs[-1])
        stats = []
        for layer, output in zip(reversed(model.layers), reversed(outputs), strict=False):
            grad_std = float(grad.std())
            grad = layer.backward(grad)
            stats.append(_measure(layer, output, grad_std))
    return stats[::-1]


def _measure(layer: Layer, output: Array, grad_std: float) -> LayerStats:
    activation = getattr(getattr(layer, "activation", None), "__name__", "")
    rows = output.reshape(-1, output.shape[-1])
    # sigmoid es tanh llevada de (−1, 1) a (0, 1)
    as_tanh = 2 * output - 1 if activation == "sigmoid" else output
    flat = (np.abs(as_tanh) > SATURATED).mean() if activation in ("tanh", "sigmoid") else 0.0
    return LayerStats(
        name=layer.name,
        std=float(output.std()),
        signal=float(output.std(axis=0).mean()),
        saturated=float(flat),
        dead=float((np.abs(rows).max(axis=0) == 0).mean()),
        grad_std=grad_std,
        grad_norm=norm(p.grad for p in layer.trainable_weights if p.grad is not None),
        weight_norm=norm(p.value for p in layer.trainable_weights),
    )


def norm(arrays: Iterable[Array]) -> float:
    """Norma conjunta de varios arreglos: √Σw², como si fueran un solo vector largo."""
    return float(np.sqrt(sum(float((a.astype(np.float64) ** 2).sum()) for a in arrays)))


@checks.strict
class Observer(Callback):
    """Observa la red al final de cada época con un lote fijo y anota cuánto se movieron los pesos.

    Argumentos:
        x, y: lote de sondeo, el mismo siempre.

    Atributos después de `fit`:
        epochs_: una lista de `LayerStats` por época; la primera es de antes de entrenar.
        update_ratio_: por época, ‖Δw‖/‖w‖ de cada capa con pesos en el último paso.

    `observer.series("std")` da un arreglo (épocas + 1, capas).
    """

    model: Sequential

    def __init__(self, x: Any, y: Any) -> None:
        self.x, self.y = x, y

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.epochs_ = [observe(self.model, self.x, self.y)]
        self.update_ratio_: list[list[float]] = []

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self._before = [
            [p.value.copy() for p in layer.trainable_weights] for layer in self._layers()
        ]

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.update_ratio_.append([
            norm(p.value - w for p, w in zip(layer.trainable_weights, before, strict=True))
            / max(norm(before), np.finfo(np.float64).tiny)
            for layer, before in zip(self._layers(), self._before, strict=True)
        ])
        self.epochs_.append(observe(self.model, self.x, self.y))

    def series(self, field: str) -> Array:
        """Una medida a lo largo del entrenamiento: arreglo (épocas + 1, capas)."""
        names = LayerStats.__dataclass_fields__
        if field not in names:
            raise ValueError(f"Medida desconocida: {field!r}. {checks.suggest(field, names)}")
        return np.array([[getattr(stats, field) for stats in epoch] for epoch in self.epochs_])

    def _layers(self) -> list[Layer]:
        return [layer for layer in self.model.layers if layer.trainable_weights]
