"""Calcula las tablas completas que las lecciones solo muestran, con todas las tasas y semillas.

    python tools/experiments.py 01

Cada tabla queda en course_lib/data/ con los valores probados, las semillas y el tiempo medido.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import course_lib as lib
from course_lib import datasets, experiments, scalers

DATA = Path(__file__).resolve().parents[1] / "course_lib" / "data"

L2_LAMBDAS = [0, 0.0005, 0.0015, 0.005, 0.015, 0.05]
L2_RATES = [0.005, 0.02, 0.05]
L2_SEEDS = range(5)

SIZES_LEARNING_RATES = [0.01, 0.05]
SIZES = [100, 250, 500, 1000, 2000, 3500]  # cuántos ejemplos estudia la red
SIZES_GRIDS: dict[str, dict[str, list[Any]]] = {
    "02_ejemplos": {"examples": SIZES, "shift": [0, 2], "learning_rate": SIZES_LEARNING_RATES},
    "02_chica": {
        "examples": SIZES,
        "shift": [0, 2],
        "units": ["4"],
        "learning_rate": SIZES_LEARNING_RATES,
    },
    "02_epocas": {
        "examples": [3500],
        "shift": [0, 2],
        "epochs": [3, 10, 30, 90],
        "learning_rate": SIZES_LEARNING_RATES,
    },
}
CROSSED_GRID: dict[str, list[Any]] = {
    "study": ["nada", "desplazar", "girar", "las dos"],
    "learning_rate": SIZES_LEARNING_RATES,
}
SHIFTED_SEED = 7  # las imágenes de prueba transformadas son las mismas para todas las redes
SIZES_SEEDS = range(3)

DROPOUT_LEARNING_RATES = [0.01, 0.02, 0.05]
DROPOUT_SEEDS = range(3)
DROPOUT_ROUNDS = 15  # de 200 pasos
# Nombre de la tabla → lo que prueba. La tasa de dropout es una para todas las capas ocultas, o la
# de cada una, de la entrada a la salida
DROPOUT_GRIDS: dict[str, dict[str, list[Any]]] = {
    "03_tasa": {"rate": ["0", "0.1", "0.3", "0.5", "0.7", "0.8"]},
    "03_arquitectura": {
        "units": ["64-64", "128-128", "256-256", "256-256-256"],
        "rate": ["0", "0.5"],
    },
    "03_lugar": {"rate": ["0", "0.3", "0.1-0.3-0.5", "0.5-0.3-0.1"], "units": ["256-256-256"]},
    "03_sin_mentiras": {"rate": ["0", "0.2", "0.5"], "noise": [0.0]},
    "03_mascara": {"mask": ["ejemplo", "lote"], "noise": [0.0]},
}

STARTS: dict[str, str | lib.initializers.Initializer] = {
    "antigua": lib.initializers.VarianceScaling(1 / 3, "fan_in", "uniform"),  # U(±1/√n)
    "Glorot": "glorot_uniform",
    "Glorot ×4": lib.initializers.VarianceScaling(16, "fan_avg", "uniform"),
    "LeCun": "lecun_normal",
    "He": "he_normal",
}
DEPTH_GRIDS: dict[str, dict[str, list[Any]]] = {
    "05_tanh": {
        "activation": ["tanh"],
        "start": ["antigua", "Glorot"],
        "depth": [1, 3, 5, 10],
        "learning_rate": [0.03, 0.1, 0.3, 1],
    },
    "05_sigmoid": {
        "activation": ["sigmoid"],
        "start": ["Glorot", "Glorot ×4"],
        "depth": [1, 3, 5, 10],
        "learning_rate": [0.1, 0.3, 1, 3],
    },
    "06_profundidad": {
        "activation": ["relu"],
        "start": ["LeCun", "He"],
        "depth": [2, 5, 10, 20, 30],
        "learning_rate": [0.003, 0.01, 0.03, 0.1],
    },
}
DEPTH_SEEDS = range(5)

SCALED_GRIDS: dict[str, dict[str, list[Any]]] = {
    "07_pixeles": {
        "scale": ["0 a 255", "0 a 1", "estándar", "por píxel", "píxel, ±5"],
        "optimizer": ["SGD", "Adam"],
        "learning_rate": [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
    },
    "07_diabetes": {
        "scale": ["crudo", "máx − mín", "min-max", "estándar"],
        "optimizer": ["SGD", "Adam"],
        "learning_rate": [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
    },
}
SCALED_SEEDS = range(5)
LEARNING_RATES_BN = [0.03, 0.1, 0.3, 1]
NORM_GRIDS: dict[str, dict[str, list[Any]]] = {
    "08_mapa": {
        "norm": ["no", "antes"],
        "stddev": [0.001, 0.01, 0.03, 0.1, 0.3, 1],
        "learning_rate": [0.01, 0.03, 0.1, 0.3, 1, 3],
    },
    "08_ajustada": {
        "noise": [0.0, 0.2],
        "epochs": [25],
        "norm": ["no", "antes"],
        "learning_rate": [0.003, 0.01, *LEARNING_RATES_BN],
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
        "learning_rate": LEARNING_RATES_BN,
    },
}
STORY_GRID: dict[str, list[Any]] = {"norm": ["no", "antes", "ruido"]}
RAW_GRID: dict[str, list[Any]] = {
    "first": ["nada", "estandarizar", "BN"],
    "learning_rate": [0.0001, 0.0005, 0.001, 0.01, 0.1, 0.3],
}
NORM_SEEDS = range(3)
# Cada receta suma a la primera palabra lo que sigue: la red parte cruda, luego escala las entradas,
# luego usa He y luego normaliza por lotes
LADDER_GRID: dict[str, list[Any]] = {
    "recipe": [
        "cruda",
        "escalada",
        *(
            f"{base}{extra}"
            for base in ("He", "BN")
            for extra in ("", " + L2", " + dropout", " + aumento", " + dropout + aumento")
        ),
    ],
    "learning_rate": [2**-10, 2**-8, 2**-6, 2**-4, 2**-2],
}
SECONDS_GRID = LADDER_GRID | {"learning_rate": [2**-6]}  # lo que cuesta no depende de la tasa
LAMBDA_GRID: dict[str, list[Any]] = {
    "recipe": ["He + L2", "BN + L2"],
    "l2": [0.005, 0.015, 0.03, 0.06],
    "learning_rate": LADDER_GRID["learning_rate"],
}
LADDER_LAMBDAS = {"He": 0.03, "BN": 0.015}  # los que menos fallan en validación en «09_lambda»
EDGES_GRID: dict[str, list[Any]] = {  # las que eligieron una tasa del borde; una menor y una mayor
    "recipe": ["He", "BN", "BN + L2", "BN + aumento"],
    "learning_rate": [2**-12, 1],
}
PLACE_GRID: dict[str, list[Any]] = {
    "recipe": ["BN + dropout", "BN + dropout + aumento"],
    "dropout": ["0-0-0-0.25", "0-0-0-0.5"],  # solo después de la última BN
    "learning_rate": LADDER_GRID["learning_rate"],
}
LONG_GRID: dict[str, list[Any]] = {
    "recipe": ["He + aumento", "He + dropout + aumento"],
    "epochs": [64],
    "learning_rate": [2**-8, 2**-6],
}
FINAL_GRID: dict[str, list[Any]] = {
    "recipe": LADDER_GRID["recipe"],
    "stop": ["última época", "a tiempo"],
}
LADDER_SEEDS = range(3)
FINAL_SEEDS = range(3, 11)  # otras: no ayudaron a elegir la tasa
LADDER_EPOCHS = 16


def digits(noise: float, validation: int, test: int) -> tuple[Any, Any, Any, Any]:
    """Entrenamiento, sus etiquetas (una fracción `noise`, al azar), validación y prueba."""
    rng = np.random.default_rng(1)
    images, y = datasets.load_mnist()
    x = images.reshape(len(images), 784).astype("float32") / 255
    train, val, held_out = datasets.train_val_test_split(
        x, y, validation=validation, test=test, rng=rng
    )
    return train, datasets.add_label_noise(train.y, noise, 10, rng), val, held_out


def compiled(layers: Sequence[Any], learning_rate: float, seed: int) -> lib.Sequential:
    """La red lista para entrenar: descenso con momento 0,9 y entropía cruzada."""
    model = lib.Sequential(layers, seed=seed)
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate, momentum=0.9),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def error(model: lib.Sequential, x: Any, y: Any, training: bool = False) -> float:
    """Porcentaje de respuestas que no son la etiqueta."""
    return 100 * float(np.mean(model(x, training=training).argmax(axis=1) != y))


def l2_digits(l2: float, learning_rate: float, seed: int) -> dict[str, float]:
    """Errores (%) de una red que estudia 2.000 dígitos con 20 % de etiquetas al azar.

    El de entrenamiento se cuenta contra las etiquetas que recibió; los demás, contra las correctas.
    """
    train, told, val, test = digits(0.2, validation=1000, test=2000)

    def dense(units: int, activation: str | None = None) -> lib.layers.Dense:
        return lib.layers.Dense(
            units,
            activation,
            kernel_initializer="he_normal",
            kernel_regularizer=lib.regularizers.L2(l2),
        )

    layers = [lib.Input(shape=(784,)), dense(256, "relu"), dense(256, "relu"), dense(10)]
    model = compiled(layers, learning_rate, seed)
    model.fit(train.x, told, batch_size=50, epochs=75, verbose=0)
    return {
        "train": error(model, train.x, told),
        "validation": error(model, val.x, val.y),
        "test": error(model, test.x, test.y),
    }


def save(name: str, results: experiments.Results) -> None:
    """Guarda una tabla y la muestra."""
    results.save(DATA / f"{name}.npz")
    print(f"{name}, {results.seconds:.0f} s", results.table(), sep="\n", flush=True)


def table_01() -> None:
    """Lección 01: la curva de λ, cada λ con su propia búsqueda de tasa de aprendizaje."""
    grid = {"l2": L2_LAMBDAS, "learning_rate": L2_RATES}
    save("01_l2", experiments.run(l2_digits, grid, L2_SEEDS))


def table_03() -> None:
    """Lección 03: la tasa, la arquitectura, el lugar y la máscara, cada una con su búsqueda."""
    for name, grid in DROPOUT_GRIDS.items():
        grid = grid | {"learning_rate": DROPOUT_LEARNING_RATES}
        save(name, experiments.run(dropout_digits, grid, DROPOUT_SEEDS))


def images_of(x: Any) -> Any:
    """Las filas de 784 números como imágenes de 28×28."""
    return x.reshape(-1, 28, 28)


def augmented(augmentation: Sequence[Any], units: str, learning_rate: float, seed: int) -> Any:
    """Una red densa precedida por capas de aumento."""
    layers: list[Any] = [lib.Input(shape=(28, 28)), *augmentation, lib.layers.Flatten()]
    for width in units.split("-"):
        layers.append(lib.layers.Dense(int(width), "relu", kernel_initializer="he_normal"))
    return compiled([*layers, lib.layers.Dense(10)], learning_rate, seed)


def shifting(pixels: int) -> lib.layers.RandomTranslation:
    """Desplaza cada imagen hasta `pixels` píxeles en cada eje, y rellena con negro."""
    return lib.layers.RandomTranslation(pixels / 28, pixels / 28, fill_mode="constant")


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


def table_02() -> None:
    """Lección 02: cuántos ejemplos, cuántas épocas, una red chica, y qué se aprende del aumento."""
    for name, grid in SIZES_GRIDS.items():
        save(name, experiments.run(sized_digits, grid, SIZES_SEEDS))
    save("02_cruce", experiments.run(crossed_digits, CROSSED_GRID, SIZES_SEEDS))


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
    for _ in range(DROPOUT_ROUNDS):  # siempre 3.000 pasos, con 2.000 o 4.000 ejemplos
        model.fit(train.x, told, batch_size=len(train.x) // 40, epochs=5, verbose=0)
        seen = {"train": (train.x, told), "validation": val, "test": test}
        curves.append({name: error(model, *data) for name, data in seen.items()})
    return {
        "train on": error(model, train.x, told, training=True),
        **curves[-1],
        **{f"{name} curve": np.array([row[name] for row in curves]) for name in curves[-1]},
    }


def deep_digits(
    activation: str, start: str, depth: int, learning_rate: float, seed: int
) -> dict[str, Any]:
    """Errores (%) de una red de `depth` capas ocultas de 64 neuronas, cada 100 pasos y al final.

    Son 3.500 dígitos de media 0 y desviación 1, y 1.500 pasos de descenso con lotes de 35.
    """
    train, told, val, test = digits(0, validation=500, test=1000)
    mean, std = train.x.mean(), train.x.std()
    init = STARTS[start]
    layers: list[Any] = [lib.Input(shape=(784,))]
    for _ in range(depth):
        layers.append(lib.layers.Dense(64, activation, kernel_initializer=init))
    model = lib.Sequential([*layers, lib.layers.Dense(10, kernel_initializer=init)], seed=seed)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(learning_rate), loss=loss)
    curve = []
    for _ in range(15):
        model.fit((train.x - mean) / std, told, batch_size=35, epochs=1, verbose=0)
        curve.append(error(model, (val.x - mean) / std, val.y))
    return {
        "validation": curve[-1],
        "test": error(model, (test.x - mean) / std, test.y),
        "curve": np.array(curve),
    }


def deep_tables(lesson: str) -> None:
    """Profundidad contra inicialización, cada comienzo con su búsqueda de tasa de aprendizaje."""
    for name, grid in DEPTH_GRIDS.items():
        if name.startswith(lesson):
            save(name, experiments.run(deep_digits, grid, DEPTH_SEEDS))


def pixel_scaler(scale: str, x: Any) -> Callable[[Any], Any]:
    """La función que escala los píxeles, que llegan de 0 a 1, con lo aprendido de `x`."""
    known = scalers.StandardScaler().fit(x)
    center, spread, limit = {
        "0 a 255": (0, 1 / 255, np.inf),
        "0 a 1": (0, 1, np.inf),
        "estándar": (x.mean(), x.std(), np.inf),
        "por píxel": (known.center_, known.scale_, np.inf),
        "píxel, ±5": (known.center_, known.scale_, 5),
    }[scale]
    return lambda pixels: np.clip((pixels - center) / spread, -limit, limit)


def scaled_digits(scale: str, optimizer: str, learning_rate: float, seed: int) -> dict[str, Any]:
    """Errores (%) de una red de 128 neuronas según la escala de los píxeles, cada 100 pasos.

    Son 3.500 dígitos y 1.000 pasos con lotes de 35. Una red que explota contesta siempre lo mismo.
    """
    train, told, val, test = digits(0, validation=500, test=1000)
    scaled = pixel_scaler(scale, train.x)
    layers = [lib.Input(shape=(784,)), lib.layers.Dense(128, "relu"), lib.layers.Dense(10)]
    model = lib.Sequential(layers, seed=seed)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=getattr(lib.optimizers, optimizer)(learning_rate), loss=loss)
    curve = []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(10):
            model.fit(scaled(train.x), told, batch_size=35, epochs=1, verbose=0)
            curve.append(error(model, scaled(val.x), val.y))
        sealed = error(model, scaled(test.x), test.y)
    return {"validation": curve[-1], "test": sealed, "curve": np.array(curve)}


def scaled_diabetes(scale: str, optimizer: str, learning_rate: float, seed: int) -> dict[str, Any]:
    """RMSE (raíz del error cuadrático medio) de una red de 16 neuronas con la tabla de diabetes.

    Cada semilla reparte de nuevo: 302 personas para estudiar, 70 de validación y 70 de prueba. Son
    2.000 pasos con lotes de 30. Lo que pasa de 1.000, o explota, se anota como 1.000.
    """
    from sklearn.datasets import load_diabetes

    table, y = load_diabetes(return_X_y=True, scaled=False)
    rng = np.random.default_rng(seed)
    train, val, test = datasets.train_val_test_split(table, y, validation=70, test=70, rng=rng)
    ranges = scalers.MinMaxScaler().fit(train.x)
    standard = scalers.StandardScaler().fit(train.x)
    center, spread = {
        "crudo": (0, 1),
        "máx − mín": (0, ranges.scale_),
        "min-max": (ranges.center_, ranges.scale_),
        "estándar": (standard.center_, standard.scale_),
    }[scale]
    layers = [lib.Input(shape=(10,)), lib.layers.Dense(16, "relu"), lib.layers.Dense(1)]
    model = lib.Sequential(layers, seed=seed)
    model.compile(optimizer=getattr(lib.optimizers, optimizer)(learning_rate), loss="mse")
    with np.errstate(over="ignore", invalid="ignore"):
        model.fit(
            (train.x - center) / spread, train.y[:, None], batch_size=30, epochs=182, verbose=0
        )
        answers = [model((data.x - center) / spread)[:, 0] for data in (val, test)]
        typical = [
            np.sqrt(np.mean((a - data.y) ** 2))
            for a, data in zip(answers, (val, test), strict=True)
        ]
    limited = np.nan_to_num(typical, nan=1000).clip(max=1000)
    return dict(zip(("validation", "test"), limited, strict=True))


def table_07() -> None:
    """Lección 07: la escala de los píxeles y la de una tabla, cada una con su búsqueda de tasa."""
    for (name, grid), run in zip(
        SCALED_GRIDS.items(), (scaled_digits, scaled_diabetes), strict=True
    ):
        save(name, experiments.run(run, grid, SCALED_SEEDS))


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


def descent(layers: Sequence[Any], learning_rate: float, seed: int) -> lib.Sequential:
    """La red lista para entrenar: descenso sin momento y entropía cruzada."""
    model = lib.Sequential(layers, seed=seed)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(learning_rate), loss=loss)
    return model


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


def table_08() -> None:
    """Lección 08: el mapa, lo bien ajustado, los lotes, el lugar, el ruido y los píxeles crudos."""
    for name, grid in NORM_GRIDS.items():
        save(name, experiments.run(normalized_digits, grid, NORM_SEEDS))
    save("08_historia", experiments.run(drifting_digits, STORY_GRID, NORM_SEEDS))
    save("08_crudos", experiments.run(raw_digits, RAW_GRID, NORM_SEEDS))


def ladder_layers(recipe: str, l2: float | None, dropout: str) -> list[Any]:
    """Las capas de una receta: cuatro ocultas de 128 neuronas con ReLU, y lo que ella pida."""
    base, *extras = recipe.split(" + ")
    small = lib.initializers.RandomNormal(stddev=0.05)
    init: Any = "he_normal" if base in ("He", "BN") else small
    penalty = None
    if "L2" in extras:
        penalty = lib.regularizers.L2(LADDER_LAMBDAS[base] if l2 is None else l2)
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
    epochs: int = LADDER_EPOCHS,
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
    table = experiments.Results.load(DATA / "09_escalera.npz")
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


def table_09() -> None:
    """Lección 09: lo que suma cada técnica, cada receta con su búsqueda de tasa y de λ."""
    for name, run, grid, seeds in (
        ("09_lambda", ladder_digits, LAMBDA_GRID, LADDER_SEEDS),
        ("09_escalera", ladder_digits, LADDER_GRID, LADDER_SEEDS),
        ("09_segundos", ladder_digits, SECONDS_GRID, LADDER_SEEDS),
        ("09_bordes", ladder_digits, EDGES_GRID, LADDER_SEEDS),
        ("09_lugar", ladder_digits, PLACE_GRID, LADDER_SEEDS),
        ("09_largo", ladder_digits, LONG_GRID, LADDER_SEEDS),
        ("09_semillas", ladder_final, FINAL_GRID, FINAL_SEEDS),  # después de «09_escalera»
    ):
        save(name, experiments.run(run, grid, seeds, n_jobs=1))


TABLES: dict[str, Callable[[], None]] = {
    "01": table_01,
    "02": table_02,
    "03": table_03,
    "05": partial(deep_tables, "05"),
    "06": partial(deep_tables, "06"),
    "07": table_07,
    "08": table_08,
    "09": table_09,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Calcula las tablas que se piden; sin números, todas."""
    parser = argparse.ArgumentParser(description="Calcula las tablas de las lecciones.")
    parser.add_argument("lecciones", nargs="*", metavar="NN", choices=[*TABLES], default=[*TABLES])
    for name in parser.parse_args(argv).lecciones:
        TABLES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
