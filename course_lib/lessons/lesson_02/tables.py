"""Cómo se hacen las tablas de la lección 02: cuántos dígitos, qué aumento y con qué red.

En todas son 3.000 pasos de 50 y descenso con momento. Cada semilla reparte otros dígitos, y cada
brazo busca su tasa de aprendizaje.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.config import Array
from course_lib.lab.trials import compiled, digits, error, follow, images_of, shifting, wrong
from course_lib.lessons.tables import Table

PIXELS = range(5)  # cuánto se corren a la derecha los dígitos de prueba
CHANGED_SEED = 7  # las imágenes de prueba corridas y giradas son las mismas para todas las redes


def turning(degrees: float) -> lib.layers.RandomRotation:
    """Gira cada imagen hasta `degrees` grados hacia cada lado, y rellena con negro."""
    return lib.layers.RandomRotation(degrees / 360, fill_mode="constant")


def recipe(study: str) -> list[Any]:
    """Las capas de aumento de cada manera de estudiar."""
    layers: dict[str, list[Any]] = {
        "nada": [],
        "correr": [shifting(2)],
        "girar": [turning(15)],
        "espejo": [lib.layers.RandomFlip("horizontal")],
        "espejo y de cabeza": [lib.layers.RandomFlip("horizontal_and_vertical")],
    }
    return layers[study]


def body(network: str) -> list[Any]:
    """Las capas ocultas: una red de convolución, o una densa según sus anchos, como "128, 128"."""
    dense, conv, pool = lib.layers.Dense, lib.layers.Conv2D, lib.layers.MaxPooling2D
    he: dict[str, Any] = {"activation": "relu", "kernel_initializer": "he_normal"}
    if network == "convolución":
        return [conv(8, 5, strides=2, **he), conv(16, 3, **he), pool(2), lib.layers.Flatten()]
    return [lib.layers.Flatten(), *(dense(width, **he) for width in map(int, network.split(", ")))]


def augmented_digits(
    learning_rate: float,
    seed: int,
    examples: int = 500,
    study: str = "nada",
    network: str = "128, 128",
    optimizer: str = "SGD",
) -> dict[str, Any]:
    """Errores (%) de una red que estudia pocos o muchos dígitos, con aumento o sin él.

    Se miden cada 200 pasos y al final, con las imágenes tal cual, y solo al final con las de
    prueba cambiadas: «by shift», corridas 0 a 4 píxeles a la derecha; «shifted», al azar hasta 2
    en cada eje; «rotated», hasta 15 grados, y «averaged», tal cual, con el promedio de lo que
    contesta a las 25 maneras de correrlas hasta 2 píxeles.

    Argumentos:
        examples: cuántos dígitos estudia.
        study: qué se le hace a cada imagen cada vez que se estudia: ver `recipe`.
        network: ver `body`.
    """
    train, told, val, test = digits(0, validation=1000, test=1000, draw=seed)
    layers = [lib.Input(shape=(28, 28, 1)), *recipe(study), *body(network), lib.layers.Dense(10)]
    model = compiled(layers, learning_rate, seed, optimizer)
    x, told = images_of(train.x[:examples])[..., None], told[:examples]
    seen = {"train": (x, told), "validation": val, "test": test}
    seen = {name: (images_of(x).reshape(-1, 28, 28, 1), y) for name, (x, y) in seen.items()}
    errors = follow(
        model, x, told, lambda model: {name: error(model, *data) for name, data in seen.items()}
    )
    x, y = seen["test"]
    changed = {
        name: lib.Sequential([layer], seed=CHANGED_SEED)(x, training=True)
        for name, layer in {"shifted": shifting(2), "rotated": turning(15)}.items()
    }
    return {
        **errors,
        **{name: error(model, x, y) for name, x in changed.items()},
        "by shift": np.array([error(model, moved(x, 0, right), y) for right in PIXELS]),
        "averaged": wrong(averaged(model, x), y),
    }


def moved(x: Array, down: int, right: int) -> Array:
    """Las imágenes corridas un número entero de píxeles, con ceros donde entra."""
    height, width = x.shape[1:3]
    big = np.pad(x, [(0, 0), (4, 4), (4, 4), (0, 0)])
    return big[:, 4 - down : 4 - down + height, 4 - right : 4 - right + width]


def averaged(model: lib.Sequential, x: Array) -> Array:
    """El promedio de las probabilidades de una red en las 25 maneras de correr hasta 2 píxeles."""
    steps = range(-2, 3)
    each = [lib.activations.softmax(model(moved(x, i, j))) for i in steps for j in steps]
    return np.mean(each, axis=0)


SIZES = [250, 500, 1000, 2000, 3000]
GRIDS: dict[str, dict[str, Sequence[Any]]] = {
    "02_ejemplos": {"examples": SIZES, "study": ["nada", "correr"]},
    "02_chica": {"examples": [500, 3000], "study": ["nada", "correr"], "network": ["4"]},
    "02_conv": {"study": ["nada", "correr"], "network": ["convolución"]},
    "02_cruce": {"study": ["nada", "correr", "girar", "espejo", "espejo y de cabeza"]},
}
SEEDS = {"02_chica": range(10)}  # con cuatro neuronas cambia mucho de un sorteo a otro
TABLES = {
    name: Table(
        augmented_digits,
        grid,
        SEEDS.get(name, range(5)),
        start=[0.00158, 0.005, 0.0158, 0.05],
        chance=90,
    )
    for name, grid in GRIDS.items()
}
