"""Cómo se hacen las tablas de la lección 08: el mapa, los lotes, el lugar y el ruido."""

from typing import Any

import numpy as np

import course_lib as lib
from course_lib.lab.trials import descent, digits, error
from course_lib.lessons.tables import Table

LEARNING_RATES = [0.03, 0.1, 0.3, 1]
SEEDS = range(3)


class StepNoise(lib.layers.Layer):
    """Estira y desplaza cada neurona al azar, distinto en cada paso; al predecir no hace nada."""

    def call(self, x: Any, training: bool = False) -> Any:
        size = x.shape[-1]
        self._scale = self.rng.uniform(1, 2, size) if training else np.ones(size)
        shift = self.rng.uniform(-1, 1, size) if training else np.zeros(size)
        return (x * self._scale + shift).astype(x.dtype)

    def backward(self, grad: Any) -> Any:
        return (grad * self._scale).astype(grad.dtype)


def normalized(
    norm: str, units: str, activation: str, stddev: float | None, momentum: float
) -> list[Any]:
    """Capas densas con normalización por lotes «antes» o «después» de activar, con «ruido» o sin.

    Sin `stddev`, los pesos parten con He si la activación es ReLU y con Glorot si no.
    """
    init: Any = "he_normal" if activation == "relu" else "glorot_normal"
    if stddev is not None:
        init = lib.initializers.RandomNormal(stddev=stddev)
    layers: list[Any] = [lib.Input(shape=(784,))]
    for width in units.split("-"):
        bias = norm in ("no", "después")
        layers.append(lib.layers.Dense(int(width), use_bias=bias, kernel_initializer=init))
        after: list[Any] = [lib.layers.Activation(activation)]
        if norm != "no":
            after.insert(norm == "después", lib.layers.BatchNormalization(momentum))
        if norm == "ruido":
            after.insert(1, StepNoise())
        layers += after
    return [*layers, lib.layers.Dense(10, kernel_initializer=init)]


def normalized_digits(
    norm: str,
    learning_rate: float,
    seed: int,
    stddev: float | None = None,
    activation: str = "relu",
    units: str = "100-100-100",
    batch: int = 60,
    epochs: int = 6,
    noise: float = 0.0,
) -> dict[str, float]:
    """Errores (%) de una red con normalización por lotes o sin ella.

    Son 3.000 dígitos, por defecto 300 pasos de descenso. El error de entrenamiento se cuenta contra
    las etiquetas que recibió.
    """
    train, told, val, test = digits(noise, validation=1000, test=1000)
    momentum = 0.99 if batch < 8 else 0.9  # con lotes de 2, la memoria corta mira 20 ejemplos
    model = descent(normalized(norm, units, activation, stddev, momentum), learning_rate, seed)
    model.fit(train.x, told, batch_size=batch, epochs=epochs, verbose=0)
    with np.errstate(over="ignore", invalid="ignore"):  # algunas explotan, y es parte del resultado
        return {
            "train": error(model, train.x, told),
            "validation": error(model, val.x, val.y),
            "test": error(model, test.x, test.y),
        }


class Inputs(lib.callbacks.Callback):
    """La media, en el lote, de cada entrada de la última capa oculta, por paso."""

    model: lib.Sequential

    def __init__(self) -> None:
        self.means: list[Any] = []

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        dense = [layer for layer in self.model.layers if isinstance(layer, lib.layers.Dense)]
        self.means.append(dense[-2].cached("_x").mean(axis=0))


def drifting_digits(norm: str, seed: int) -> dict[str, Any]:
    """Cuánto se mueve lo que recibe la última capa oculta y el error, época por época.

    Tres capas sigmoid que parten con desviación 0,1; tasa 0,5 y 600 pasos. "jump" es cuánto cambia
    en promedio esa media de un paso al siguiente, y "trace", la de su primera entrada.
    """
    train, told, val, _ = digits(0, validation=1000, test=1000)
    model = descent(normalized(norm, "100-100-100", "sigmoid", 0.1, 0.9), 0.5, seed)
    probe, curve = Inputs(), []
    for _ in range(12):
        model.fit(train.x, told, batch_size=60, verbose=0, callbacks=[probe])
        curve.append(error(model, val.x, val.y))
    means = np.array(probe.means)
    jump = float(np.abs(np.diff(means, axis=0)).mean())
    return {"jump": jump, "trace": means[:, 0], "validation": np.array(curve)}


def raw_digits(first: str, learning_rate: float, seed: int) -> dict[str, float]:
    """Errores (%) con píxeles de 0 a 255, según la primera capa: ninguna, estandarizar o BN.

    Una capa oculta de 100 con ReLU, 200 pasos.
    """
    train, told, val, test = digits(0, validation=1000, test=1000)
    layers: list[Any] = [lib.Input(shape=(784,))]
    if first == "estandarizar":
        layers.append(lib.layers.Normalization())
        layers[-1].adapt(255 * train.x)
    elif first == "BN":
        layers.append(lib.layers.BatchNormalization(0.9))
    layers.append(lib.layers.Dense(100, "relu", kernel_initializer="he_normal"))
    model = descent([*layers, lib.layers.Dense(10)], learning_rate, seed)
    model.fit(255 * train.x, told, batch_size=60, epochs=4, verbose=0)
    with np.errstate(over="ignore", invalid="ignore"):
        return {
            "validation": error(model, 255 * val.x, val.y),
            "test": error(model, 255 * test.x, test.y),
        }


GRIDS: dict[str, dict[str, list[Any]]] = {
    "08_mapa": {
        "norm": ["no", "antes"],
        "stddev": [0.001, 0.01, 0.03, 0.1, 0.3, 1],
        "learning_rate": [0.01, 0.03, 0.1, 0.3, 1, 3],
    },
    "08_ajustada": {
        "noise": [0.0, 0.2],
        "epochs": [25],
        "norm": ["no", "antes"],
        "learning_rate": [0.003, 0.01, *LEARNING_RATES],
    },
    "08_lotes": {
        "units": ["64-64"],
        "epochs": [3],
        "norm": ["no", "antes"],
        "batch": [2, 8, 64],
        "learning_rate": [0.01, 0.03, 0.1, 0.3],
    },
    "08_lugar": {
        "epochs": [10],
        "activation": ["relu", "sigmoid"],
        "norm": ["antes", "después"],
        "learning_rate": LEARNING_RATES,
    },
}
TABLES = {
    **{name: Table(normalized_digits, grid, SEEDS) for name, grid in GRIDS.items()},
    "08_historia": Table(drifting_digits, {"norm": ["no", "antes", "ruido"]}, SEEDS),
    "08_crudos": Table(
        raw_digits,
        {
            "first": ["nada", "estandarizar", "BN"],
            "learning_rate": [0.0001, 0.0005, 0.001, 0.01, 0.1, 0.3],
        },
        SEEDS,
    ),
}
