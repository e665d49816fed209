"""Calcula las tablas completas que las lecciones solo muestran, con todas las tasas y semillas.

    python tools/experiments.py 01

Cada tabla queda en course_lib/data/ con los valores probados, las semillas y el tiempo medido.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

import course_lib as lib
from course_lib import datasets, experiments

DATA = Path(__file__).resolve().parents[1] / "course_lib" / "data"

L2_LAMBDAS = [0, 0.0005, 0.0015, 0.005, 0.015, 0.05]
L2_RATES = [0.005, 0.02, 0.05]
L2_SEEDS = range(5)


def l2_digits(l2: float, learning_rate: float, seed: int) -> dict[str, float]:
    """Errores (%) de una red que estudia 2.000 dígitos con 20 % de etiquetas al azar.

    El de entrenamiento se cuenta contra las etiquetas que recibió; los demás, contra las correctas.
    """
    rng = np.random.default_rng(1)
    images, y = datasets.load_mnist()
    x = images.reshape(len(images), 784).astype("float32") / 255
    train, val, test = datasets.train_val_test_split(x, y, validation=1000, test=2000, rng=rng)
    noisy = datasets.add_label_noise(train.y, 0.2, 10, rng)

    def dense(units: int, activation: str | None = None) -> lib.layers.Dense:
        return lib.layers.Dense(
            units,
            activation,
            kernel_initializer="he_normal",
            kernel_regularizer=lib.regularizers.L2(l2),
        )

    layers = [lib.Input(shape=(784,)), dense(256, "relu"), dense(256, "relu"), dense(10)]
    model = lib.Sequential(layers, seed=seed)
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate, momentum=0.9),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    model.fit(train.x, noisy, batch_size=50, epochs=75, verbose=0)

    def error(x: object, y: object) -> float:
        return 100 * float(np.mean(model.predict(x).argmax(axis=1) != y))

    return {
        "train": error(train.x, noisy),
        "validation": error(val.x, val.y),
        "test": error(test.x, test.y),
    }


def table_01() -> None:
    """Lección 01: la curva de λ, cada λ con su propia búsqueda de tasa de aprendizaje."""
    grid = {"l2": L2_LAMBDAS, "learning_rate": L2_RATES}
    results = experiments.run(l2_digits, grid, L2_SEEDS)
    results.save(DATA / "01_l2.npz")
    print(results.table())
    print(f"{results.seconds:.0f} s")


TABLES: dict[str, Callable[[], None]] = {"01": table_01}


def main(argv: Sequence[str] | None = None) -> int:
    """Calcula las tablas que se piden; sin números, todas."""
    parser = argparse.ArgumentParser(description="Calcula las tablas de las lecciones.")
    parser.add_argument("lecciones", nargs="*", metavar="NN", choices=[*TABLES], default=[*TABLES])
    for name in parser.parse_args(argv).lecciones:
        TABLES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
