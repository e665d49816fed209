"""Cómo se hacen las tablas de la lección 03: la tasa de dropout, la red, el lugar y la máscara."""

import itertools
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.lab.trials import compiled, digits, error
from course_lib.lessons.tables import Table

ROUNDS = 15  # de 200 pasos


def dropout_digits(
    learning_rate: float,
    seed: int,
    rate: str = "0.5",
    units: str = "256-256",
    noise: float = 0.2,
    mask: str = "ejemplo",
) -> dict[str, Any]:
    """Errores (%) de una red con dropout en cada capa oculta, durante y después de 3.000 pasos.

    Con mentiras estudia 2.000 dígitos y el 20 % de las etiquetas es al azar; sin ellas, 4.000. El
    error de entrenamiento se cuenta contra las etiquetas que recibió, con el dropout encendido y
    apagado. Con `mask` «lote», todos los ejemplos de un minilote comparten su máscara.
    """
    held = {"validation": 1000, "test": 2000} if noise else {"validation": 500, "test": 500}
    train, told, val, test = digits(noise, **held)
    layers: list[Any] = [lib.Input(shape=(784,))]
    for width, off in zip(units.split("-"), itertools.cycle(rate.split("-")), strict=False):
        shape = (1, int(width)) if mask == "lote" else None
        layers.append(lib.layers.Dense(int(width), "relu", kernel_initializer="he_normal"))
        layers.append(lib.layers.Dropout(float(off), noise_shape=shape))
    layers.append(lib.layers.Dense(10, kernel_initializer="he_normal"))
    model = compiled(layers, learning_rate, seed)
    curves = []
    for _ in range(ROUNDS):  # siempre 3.000 pasos, con 2.000 o 4.000 ejemplos
        model.fit(train.x, told, batch_size=len(train.x) // 40, epochs=5, verbose=0)
        seen = {"train": (train.x, told), "validation": val, "test": test}
        curves.append({name: error(model, *data) for name, data in seen.items()})
    return {
        "train on": error(model, train.x, told, training=True),
        **curves[-1],
        **{f"{name} curve": np.array([row[name] for row in curves]) for name in curves[-1]},
    }


# La tasa de dropout es una para todas las capas ocultas, o la de cada una, desde la entrada
GRIDS: dict[str, dict[str, list[Any]]] = {
    "03_tasa": {"rate": ["0", "0.1", "0.3", "0.5", "0.7", "0.8"]},
    "03_arquitectura": {
        "units": ["64-64", "128-128", "256-256", "256-256-256"],
        "rate": ["0", "0.5"],
    },
    "03_lugar": {"rate": ["0", "0.3", "0.1-0.3-0.5", "0.5-0.3-0.1"], "units": ["256-256-256"]},
    "03_sin_mentiras": {"rate": ["0", "0.2", "0.5"], "noise": [0.0]},
    "03_mascara": {"mask": ["ejemplo", "lote"], "noise": [0.0]},
}
TABLES = {
    name: Table(dropout_digits, grid | {"learning_rate": [0.01, 0.02, 0.05]}, seeds=range(3))
    for name, grid in GRIDS.items()
}
