"""Cómo se hacen las tablas de la lección 01: λ con mentiras y sin ellas, otro ancho y Adam.

En las de dígitos son 3.000 pasos de 50. Cada semilla reparte otros dígitos y otras mentiras, y
cada brazo busca su tasa de aprendizaje. Las medias lunas son un dibujo: un solo optimizador.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.lab.datasets import add_label_noise, make_moons
from course_lib.lab.diagnostics import norm
from course_lib.lab.trials import compiled, digits, error, follow
from course_lib.lessons.tables import Table


def l2_digits(
    learning_rate: float,
    seed: int,
    l2: float = 0.0,
    weight_decay: float = 0.0,
    units: str = "96, 96",
    noise: float = 0.2,
    examples: int = 2000,
    optimizer: str = "SGD",
) -> dict[str, Any]:
    """Errores (%) de una red que paga por sus pesos, cada 200 pasos y al final.

    El de entrenamiento cuenta las etiquetas que recibió, mentiras incluidas; «noisy validation»,
    lo mismo en dígitos nuevos, y los demás, las correctas. «repeated» y «truth» son en qué
    porcentaje de las mentiras contesta la mentira y la verdad, y «norm», ‖W‖ sin los sesgos.

    Argumentos:
        l2, weight_decay: lo que se cobra por los pesos, en la pérdida y fuera de ella.
        units: el ancho de cada capa oculta: "96, 96".
        noise: la parte de las etiquetas que se sortea.
        examples: cuántos dígitos estudia.
    """
    train, told, val, test = digits(noise, validation=1000, test=2000, draw=seed)
    told_val = add_label_noise(val.y, noise, 10, np.random.default_rng(seed + 1000))
    x, y, told = train.x[:examples], train.y[:examples], told[:examples]
    same: dict[str, Any] = {
        "kernel_initializer": "he_normal",
        "kernel_regularizer": lib.regularizers.L2(l2) if l2 else None,
    }
    layers: list[Any] = [lib.Input(shape=(784,))]
    layers += [lib.layers.Dense(width, "relu", **same) for width in map(int, units.split(", "))]
    layers.append(lib.layers.Dense(10, **same))
    model = compiled(layers, learning_rate, seed, optimizer, weight_decay or None)
    lies = told != y

    def measure(model: lib.Sequential) -> dict[str, float]:
        answers = model(x).argmax(axis=-1)
        checked = model(val.x).argmax(axis=-1)
        return {
            "train": 100 * float(np.mean(answers != told)),
            "validation": 100 * float(np.mean(checked != val.y)),
            "noisy validation": 100 * float(np.mean(checked != told_val)),
            "test": error(model, test.x, test.y),
            "repeated": 100 * float(np.mean(answers[lies] == told[lies])) if noise else 0.0,
            "truth": 100 * float(np.mean(answers[lies] == y[lies])) if noise else 0.0,
            "norm": norm(model.get_weights()[::2]),
        }

    return follow(model, x, told, measure)


BOX, SIDE = ((-1.9, 2.8), (-1.3, 1.8)), 120  # la ventana donde se dibuja, y puntos por lado


def moons(draw: int) -> tuple[Any, Any, Any]:
    """150 puntos en dos medias lunas, su clase, y su etiqueta: una de cada cinco, al azar."""
    rng = np.random.default_rng(draw)
    x, y = make_moons(150, 0.2, rng)
    return x, y, add_label_noise(y, 0.2, 2, rng)


def l2_moons(l2: float, seed: int) -> dict[str, Any]:
    """Una red 2-64-64-1 con tanh, Adam a 0,01 y 1.000 pasos con todos los puntos.

    «told» es el error (%) en las etiquetas que estudió; «new», en 2.000 puntos nuevos, y «regions»,
    qué clase decide en cada punto de la ventana `BOX`: (SIDE, SIDE), de abajo hacia arriba.
    """
    x, _, told = moons(seed)
    new, truth = make_moons(2000, 0.2, np.random.default_rng(seed + 1000))
    dense, price = lib.layers.Dense, lib.regularizers.L2(l2)
    hidden = [dense(64, "tanh", kernel_regularizer=price) for _ in range(2)]
    layers = [lib.Input(shape=(2,)), *hidden, dense(1, kernel_regularizer=price)]
    model = lib.Sequential(layers, seed=seed)
    loss = lib.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer=lib.optimizers.Adam(0.01), loss=loss)
    model.fit(x, told, batch_size=150, epochs=1000, verbose=0)

    def decide(points: Any) -> Any:
        return model(points)[:, 0] > 0

    a, b = np.meshgrid(*(np.linspace(*side, SIDE) for side in BOX))
    return {
        "told": 100 * float(np.mean(decide(x) != told)),
        "new": 100 * float(np.mean(decide(new) != truth)),
        "regions": decide(np.column_stack([a.ravel(), b.ravel()])).reshape(SIDE, SIDE),
    }


GRIDS: dict[str, dict[str, Sequence[Any]]] = {
    "01_lambda": {"l2": [0.0, 0.001, 0.003, 0.01, 0.03]},
    "01_limpio": {"l2": [0.0, 0.001, 0.003, 0.01], "noise": [0.0]},
    "01_pocos": {"l2": [0.0, 0.001, 0.003, 0.01, 0.03], "noise": [0.0], "examples": [100]},
    "01_ancha": {"l2": [0.0, 0.01], "units": ["256, 256"]},
}
SEEDS = {"01_lambda": range(8), "01_pocos": range(8)}
TABLES = {
    name: Table(
        l2_digits,
        grid,
        SEEDS.get(name, range(5)),
        start=[0.0005, 0.00158, 0.005, 0.0158, 0.05],
        chance=90,
    )
    for name, grid in GRIDS.items()
}
TABLES["01_adam"] = Table(
    l2_digits,
    {"weight_decay": [0.0, 0.1, 0.316, 1.0, 3.16, 10.0], "optimizer": ["Adam"]},
    range(5),
    start=[0.0001, 0.000316, 0.001, 0.00316],
    chance=90,
)
TABLES["01_lunas"] = Table(
    l2_moons, {"l2": [0.0, 0.0003, 0.0007, 0.001, 0.002, 0.005, 0.03]}, seeds=range(8)
)
