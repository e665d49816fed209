"""Cómo se hacen las tablas de la lección 03: el mapa, los dos mundos y el ancho.

En todas, dos mil dígitos para estudiar y 3.000 pasos de 50. Cada semilla reparte otros dígitos y
otras mentiras, y cada brazo busca su tasa de aprendizaje.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.lab.trials import compiled, digits, error, follow, wrong
from course_lib.lessons.tables import Table

OFF = (0, 0.25, 0.5, 0.75)  # la parte de las neuronas que se le quita a la red ya entrenada


def dropout_digits(
    learning_rate: float,
    seed: int,
    rate: float = 0.5,
    units: str = "256, 256",
    noise: float = 0.2,
    optimizer: str = "SGD",
) -> dict[str, Any]:
    """Errores (%) de una red con dropout tras cada capa oculta, cada 200 pasos y al final.

    El de entrenamiento cuenta las etiquetas que recibió, mentiras incluidas; «train on» es el
    mismo con máscara. «repeated» es qué porcentaje de las mentiras repite, y «missing», el error de
    validación cuando se le quita cada parte de `OFF`.

    Argumentos:
        units: el ancho de cada capa oculta: "256, 256".
        noise: la parte de las etiquetas que se sortea.
    """
    train, told, val, test = digits(noise, validation=1000, test=2000, draw=seed)
    layers: list[Any] = [lib.Input(shape=(784,))]
    for width in map(int, units.split(", ")):
        layers.append(lib.layers.Dense(width, "relu", kernel_initializer="he_normal"))
        layers.append(lib.layers.Dropout(rate))
    layers.append(lib.layers.Dense(10, kernel_initializer="he_normal"))
    model = compiled(layers, learning_rate, seed, optimizer)
    seen = {"train": (train.x, told), "validation": val, "test": test}
    errors = follow(
        model,
        train.x,
        told,
        lambda model: {name: error(model, *data) for name, data in seen.items()},
    )
    lies = told != train.y
    return {
        **errors,
        "train on": error(model, train.x, told, training=True),
        "repeated": 100 - error(model, train.x[lies], told[lies]) if noise else 0.0,
        "missing": np.array([error_without(model, val.x, val.y, part, seed) for part in OFF]),
    }


def error_without(model: lib.Sequential, x: Any, y: Any, part: float, seed: int) -> float:
    """Error (%) si a cada ejemplo le falta al azar esa parte de las neuronas ocultas.

    Las que quedan se amplifican, como al entrenar con dropout: la suma se conserva en promedio.
    """
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        x = layer(x)
        if isinstance(layer, lib.layers.Dropout):
            x = x * (rng.random(x.shape) >= part) / (1 - part)
    return wrong(x, y)


GRIDS: dict[str, dict[str, Sequence[Any]]] = {
    "03_mapa": {"rate": [0.0, 0.2, 0.5, 0.7, 0.8]},
    "03_limpio": {"rate": [0.0, 0.2, 0.5], "noise": [0.0]},
    "03_chica": {"units": ["8", "16"], "rate": [0.0, 0.2, 0.5], "noise": [0.0]},
    "03_angosta": {"units": ["64, 64"], "rate": [0.0, 0.5]},
}
START = [0.0005, 0.00158, 0.005, 0.0158, 0.05]
SEEDS = {"03_chica": range(8)}  # sus diferencias caben en dos desviaciones: con cinco no basta
TABLES = {
    name: Table(dropout_digits, grid, SEEDS.get(name, range(5)), start=START, chance=90)
    for name, grid in GRIDS.items()
}
TABLES["03_adam"] = Table(
    dropout_digits,
    {"rate": [0.0, 0.5], "optimizer": ["Adam"]},
    range(5),
    start=[0.0001, 0.000316, 0.001],
    chance=90,
)
