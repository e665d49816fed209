"""Lo que comparten los ensayos de las lecciones: los dígitos, la red lista y su error."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.config import Array
from course_lib.lab import datasets

STARTS: dict[str, str | lib.initializers.Initializer] = {
    "antigua": lib.initializers.VarianceScaling(1 / 3, "fan_in", "uniform"),  # U(±1/√n)
    "Glorot": "glorot_uniform",
    "Glorot ×4": lib.initializers.VarianceScaling(16, "fan_avg", "uniform"),
    "LeCun": "lecun_normal",
    "He": "he_normal",
}

OPTIMIZERS: dict[str, Callable[..., lib.optimizers.Optimizer]] = {
    "SGD": partial(lib.optimizers.SGD, momentum=0.9),
    "Adam": lib.optimizers.Adam,
}
ROUNDS, EVERY, BATCH = 15, 200, 50  # rondas, pasos de cada una y ejemplos por paso


def digits(noise: float, validation: int, test: int, draw: int = 1) -> tuple[Any, Any, Any, Any]:
    """Entrenamiento, sus etiquetas (una fracción `noise`, al azar), validación y prueba.

    Con otro `draw` se reparten otros dígitos y mienten otros.
    """
    rng = np.random.default_rng(draw)
    images, y = datasets.load_mnist()
    x = images.reshape(len(images), 784).astype("float32") / 255
    train, val, held_out = datasets.train_val_test_split(
        x, y, validation=validation, test=test, rng=rng
    )
    return train, datasets.add_label_noise(train.y, noise, 10, rng), val, held_out


def images_of(x: Any) -> Any:
    """Las filas de 784 números como imágenes de 28×28."""
    return x.reshape(-1, 28, 28)


def shifting(pixels: int) -> lib.layers.RandomTranslation:
    """Desplaza cada imagen hasta `pixels` píxeles en cada eje, y rellena con negro."""
    return lib.layers.RandomTranslation(pixels / 28, pixels / 28, fill_mode="constant")


def compiled(
    layers: Sequence[Any],
    learning_rate: float,
    seed: int,
    optimizer: str = "SGD",
    weight_decay: float | None = None,
) -> lib.Sequential:
    """La red lista para entrenar con entropía cruzada: "SGD", con momento 0,9, o "Adam".

    El decaimiento desacoplado no toca los sesgos.
    """
    model = lib.Sequential(layers, seed=seed)
    descent = OPTIMIZERS[optimizer](learning_rate, weight_decay=weight_decay)
    descent.exclude_from_weight_decay(var_names=["bias"])
    model.compile(
        optimizer=descent,
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def descent(layers: Sequence[Any], learning_rate: float, seed: int) -> lib.Sequential:
    """La red lista para entrenar: descenso sin momento y entropía cruzada."""
    model = lib.Sequential(layers, seed=seed)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.SGD(learning_rate), loss=loss)
    return model


def error(model: lib.Sequential, x: Any, y: Any, training: bool = False) -> float:
    """El error (%) de una red: en cuántos ejemplos su respuesta no es la etiqueta."""
    return wrong(model(x, training=training), y)


def follow(
    model: lib.Sequential, x: Any, told: Any, measure: Callable[[lib.Sequential], Mapping[str, Any]]
) -> dict[str, Any]:
    """Entrena 3.000 pasos de 50 ejemplos, y cada 200 anota lo que diga `measure`.

    Devuelve cada medida al final, y la curva entera en «<medida> curve».
    """
    rows = []
    for _ in range(ROUNDS):
        model.fit(x, told, batch_size=BATCH, epochs=EVERY * BATCH // len(x), verbose=0)
        rows.append(measure(model))
    curves = {f"{name} curve": np.array([row[name] for row in rows]) for name in rows[-1]}
    return {**rows[-1], **curves}


def three_errors(model: lib.Sequential, x: Any, told: Any, val: Any) -> Array:
    """Entrena como `follow` y anota tres errores (%) de una red que al entrenar usa azar.

    Devuelve (3, rondas): en lo que estudia, con ese azar y sin él, y en validación.
    """
    errors = follow(
        model,
        x,
        told,
        lambda model: {
            "noisy": error(model, x, told, training=True),
            "still": error(model, x, told),
            "validation": error(model, val.x, val.y),
        },
    )
    return np.array([errors[f"{name} curve"] for name in ("noisy", "still", "validation")])


def wrong(scores: Any, y: Any) -> float:
    """El error (%) de unos puntajes o probabilidades, uno por clase: gana el mayor."""
    return 100 * float(np.mean(scores.argmax(axis=-1) != y))


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
    layers.append(lib.layers.Dense(10, kernel_initializer=init))
    model = descent(layers, learning_rate, seed)
    curve = []
    for _ in range(15):
        model.fit((train.x - mean) / std, told, batch_size=35, epochs=1, verbose=0)
        curve.append(error(model, (val.x - mean) / std, val.y))
    return {
        "validation": curve[-1],
        "test": error(model, (test.x - mean) / std, test.y),
        "curve": np.array(curve),
    }
