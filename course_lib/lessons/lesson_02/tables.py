"""Cómo se hacen las tablas de la lección 02: cuántos ejemplos, cuántas épocas y qué se aprende."""

from collections.abc import Sequence
from typing import Any

import course_lib as lib
from course_lib.lab.trials import compiled, digits, error, images_of, shifting
from course_lib.lessons.tables import Table

SEEDS = range(3)
LEARNING_RATES = [0.01, 0.05]
SIZES = [100, 250, 500, 1000, 2000, 3500]  # cuántos ejemplos estudia la red
SHIFTED_SEED = 7  # las imágenes de prueba transformadas son las mismas para todas las redes


def augmented(augmentation: Sequence[Any], units: str, learning_rate: float, seed: int) -> Any:
    """Una red densa precedida por capas de aumento."""
    layers: list[Any] = [lib.Input(shape=(28, 28)), *augmentation, lib.layers.Flatten()]
    for width in units.split("-"):
        layers.append(lib.layers.Dense(int(width), "relu", kernel_initializer="he_normal"))
    return compiled([*layers, lib.layers.Dense(10)], learning_rate, seed)


def sized_digits(
    examples: int,
    shift: int,
    learning_rate: float,
    seed: int,
    units: str = "256-256",
    epochs: int | None = None,
) -> dict[str, float]:
    """Errores (%) de una red que estudia pocos o muchos dígitos, desplazados o no.

    Son 3.000 pasos con lotes de 50, salvo que se pidan épocas. Cada imagen se desplaza hasta
    `shift` píxeles en cada eje, distinto cada vez que se estudia.
    """
    train, told, val, test = digits(0, validation=500, test=1000)
    model = augmented([shifting(shift)], units, learning_rate, seed)
    x, told = images_of(train.x[:examples]), told[:examples]
    model.fit(x, told, batch_size=50, epochs=epochs or 3000 * 50 // examples, verbose=0)
    return {
        "train": error(model, x, told),
        "validation": error(model, images_of(val.x), val.y),
        "test": error(model, images_of(test.x), test.y),
    }


def crossed_digits(study: str, learning_rate: float, seed: int) -> dict[str, float]:
    """Errores (%) en dígitos tal cual, desplazados y girados, según con cuáles se estudió.

    Son 2.000 dígitos y 3.000 pasos; hasta 3 píxeles en cada eje y hasta 30 grados.
    """
    train, told, val, test = digits(0, validation=500, test=1000)
    shift = shifting(3)
    turn = lib.layers.RandomRotation(30 / 360, fill_mode="constant")
    recipes: dict[str, list[Any]] = {
        "nada": [],
        "desplazar": [shift],
        "girar": [turn],
        "las dos": [turn, shift],
    }
    model = augmented(recipes[study], "256-256", learning_rate, seed)
    model.fit(images_of(train.x[:2000]), told[:2000], batch_size=50, epochs=75, verbose=0)
    x = images_of(test.x)
    changed = lib.Sequential([shift], seed=SHIFTED_SEED), lib.Sequential([turn], seed=SHIFTED_SEED)
    return {
        "validation": error(model, images_of(val.x), val.y),
        "as is": error(model, x, test.y),
        "shifted": error(model, changed[0](x, training=True), test.y),
        "rotated": error(model, changed[1](x, training=True), test.y),
    }


TABLES = {
    "02_ejemplos": Table(
        sized_digits, {"examples": SIZES, "shift": [0, 2], "learning_rate": LEARNING_RATES}, SEEDS
    ),
    "02_chica": Table(
        sized_digits,
        {"examples": SIZES, "shift": [0, 2], "units": ["4"], "learning_rate": LEARNING_RATES},
        SEEDS,
    ),
    "02_epocas": Table(
        sized_digits,
        {
            "examples": [3500],
            "shift": [0, 2],
            "epochs": [3, 10, 30, 90],
            "learning_rate": LEARNING_RATES,
        },
        SEEDS,
    ),
    "02_cruce": Table(
        crossed_digits,
        {"study": ["nada", "desplazar", "girar", "las dos"], "learning_rate": LEARNING_RATES},
        SEEDS,
    ),
}
