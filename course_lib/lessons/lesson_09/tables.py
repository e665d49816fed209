"""Cómo se hacen las tablas de la lección 09: lo que suma cada técnica, con su búsqueda."""

import itertools
import time
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.lab.trials import compiled, digits, error, shifting
from course_lib.lessons.rooms import tables_of
from course_lib.lessons.tables import Table

SEEDS = range(3)
EPOCHS = 16
LAMBDAS = {"He": 0.03, "BN": 0.015}  # los que menos fallan en validación en «09_lambda»
LEARNING_RATES = [2**-10, 2**-8, 2**-6, 2**-4, 2**-2]
# Cada receta suma a la primera palabra lo que sigue: la red parte cruda, luego escala las entradas,
# luego usa He y luego normaliza por lotes
RECIPES = [
    "cruda",
    "escalada",
    *(
        f"{base}{extra}"
        for base in ("He", "BN")
        for extra in ("", " + L2", " + dropout", " + aumento", " + dropout + aumento")
    ),
]


def ladder_layers(recipe: str, l2: float | None, dropout: str) -> list[Any]:
    """Las capas de una receta: cuatro ocultas de 128 neuronas con ReLU, y lo que ella pida."""
    base, *extras = recipe.split(" + ")
    small = lib.initializers.RandomNormal(stddev=0.05)
    init: Any = "he_normal" if base in ("He", "BN") else small
    penalty = None
    if "L2" in extras:
        penalty = lib.regularizers.L2(LAMBDAS[base] if l2 is None else l2)
    layers: list[Any] = [lib.Input(shape=(28, 28, 1))]
    if "aumento" in extras:
        layers.append(shifting(2))
    layers.append(lib.layers.Flatten())
    if base != "cruda":
        layers.append(lib.layers.Rescaling(1 / 64, -0.5))
    for _, off in zip(range(4), itertools.cycle(dropout.split("-")), strict=False):
        dense = lib.layers.Dense(128, kernel_initializer=init, kernel_regularizer=penalty)
        layers.append(dense)
        if base == "BN":
            layers.append(lib.layers.BatchNormalization(momentum=0.875, epsilon=2**-10))
        layers.append(lib.layers.Activation("relu"))
        if "dropout" in extras:
            layers.append(lib.layers.Dropout(float(off)))
    return [*layers, lib.layers.Dense(10, kernel_initializer=init)]


def ladder_digits(
    recipe: str,
    learning_rate: float,
    seed: int,
    l2: float | None = None,
    dropout: str = "0.25",
    epochs: int = EPOCHS,
) -> dict[str, Any]:
    """Errores (%) de una receta al final y en cada época, y los segundos de procesador que estudió.

    Son 2.000 dígitos con 20 % de etiquetas al azar, en píxeles de 0 a 255, y lotes de 50. La tasa
    de dropout es una para todas las capas ocultas, o la de cada una, de la entrada a la salida.
    """
    train, told, val, test = digits(0.2, validation=1000, test=2000)
    train_x, val_x, test_x = (255 * data.x.reshape(-1, 28, 28, 1) for data in (train, val, test))
    model = compiled(ladder_layers(recipe, l2, dropout), learning_rate, seed)
    curves, seconds = [], 0.0
    for _ in range(epochs):
        start = time.process_time()
        model.fit(train_x, told, batch_size=50, epochs=1, verbose=0)
        seconds += time.process_time() - start
        curves.append((error(model, val_x, val.y), error(model, test_x, test.y)))
    validation, held_out = np.transpose(curves)
    return {
        "train": error(model, train_x, told),
        "validation": validation[-1],
        "test": held_out[-1],
        "seconds": seconds,
        "validation curve": validation,
        "test curve": held_out,
    }


def ladder_final(recipe: str, stop: str, seed: int) -> dict[str, float]:
    """Errores (%) de una receta con su tasa ya elegida, al final o en su mejor época.

    La tasa es la de menor error de validación en «09_escalera», contado en la última época o, si
    se detiene a tiempo, en la mejor de cada corrida.
    """
    table = tables_of(__package__)("09_escalera")
    curves = table.values("validation curve", recipe=recipe)
    score = curves[..., -1] if stop == "última época" else curves.min(axis=-1)
    learning_rate = table.grid["learning_rate"][int(np.argmin(score.mean(axis=-1)))]
    measured = ladder_digits(recipe, learning_rate, seed)
    validation, test = measured["validation curve"], measured["test curve"]
    last = stop == "última época"
    epoch = len(validation) - 1 if last else int(validation.argmin())
    return {
        "learning_rate": learning_rate,
        "epoch": epoch + 1,
        "validation": validation[epoch],
        "test": test[epoch],
    }


GRIDS: dict[str, dict[str, list[Any]]] = {
    "09_lambda": {
        "recipe": ["He + L2", "BN + L2"],
        "l2": [0.005, 0.015, 0.03, 0.06],
        "learning_rate": LEARNING_RATES,
    },
    "09_escalera": {"recipe": RECIPES, "learning_rate": LEARNING_RATES},
    # Lo que cuesta no depende de la tasa
    "09_segundos": {"recipe": RECIPES, "learning_rate": [2**-6]},
    # Las que eligieron una tasa del borde; una menor y una mayor
    "09_bordes": {
        "recipe": ["He", "BN", "BN + L2", "BN + aumento"],
        "learning_rate": [2**-12, 1],
    },
    # Solo después de la última BN
    "09_lugar": {
        "recipe": ["BN + dropout", "BN + dropout + aumento"],
        "dropout": ["0-0-0-0.25", "0-0-0-0.5"],
        "learning_rate": LEARNING_RATES,
    },
    "09_largo": {
        "recipe": ["He + aumento", "He + dropout + aumento"],
        "epochs": [64],
        "learning_rate": [2**-8, 2**-6],
    },
}
TABLES = {
    **{name: Table(ladder_digits, grid, SEEDS, n_jobs=1) for name, grid in GRIDS.items()},
    # Después de «09_escalera», y con otras semillas: no ayudaron a elegir la tasa
    "09_semillas": Table(
        ladder_final,
        {"recipe": RECIPES, "stop": ["última época", "a tiempo"]},
        seeds=range(3, 11),
        n_jobs=1,
    ),
}
