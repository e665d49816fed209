"""Lo que la lección 01 hace correr y no es la idea: mirar una red mientras memoriza."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.config import Array
from course_lib.lab import trials
from course_lib.lab.diagnostics import norm


def follow(model: lib.Sequential, train: Any, told: Any, val: Any) -> dict[str, Array]:
    """Entrena 3.000 pasos y cada 200 mira qué contesta la red y cuánto pesan sus pesos.

    Devuelve las curvas de «repeated» y «truth», en qué porcentaje de las mentiras contesta la
    mentira y la verdad; «validation», su error (%), y «norm», ‖W‖ sin los sesgos.
    """
    lies = told != train.y

    def measure(model: lib.Sequential) -> dict[str, float]:
        answers = model(train.x).argmax(axis=-1)
        return {
            "repeated": 100 * float(np.mean(answers[lies] == told[lies])),
            "truth": 100 * float(np.mean(answers[lies] == train.y[lies])),
            "validation": trials.error(model, val.x, val.y),
            "norm": norm(model.get_weights()[::2]),
        }

    told_curves = trials.follow(model, train.x, told, measure)
    return {
        name: told_curves[f"{name} curve"] for name in ("repeated", "truth", "validation", "norm")
    }


def shrunk(lib: ModuleType, optimizer: str, seed: int) -> Callable[..., Array]:
    """Una función que entrena 20 pasos una capa sin sesgo y devuelve sus pesos.

    Todas parten igual, con `lib` course_lib o keras, y en cada constante hay potencias de dos.

    Argumentos:
        optimizer: "SGD" o "Adam".
    """
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((64, 10)), rng.standard_normal((64, 3))
    start = rng.standard_normal((10, 3))
    powers = {"beta_1": 0.875, "beta_2": 1 - 2**-10, "epsilon": 2**-20}

    def train(l2: float = 0.0, weight_decay: float | None = None) -> Array:
        price = lib.regularizers.L2(l2)
        layer = lib.layers.Dense(3, use_bias=False, kernel_regularizer=price)
        model = lib.Sequential([lib.Input(shape=(10,)), layer])
        options = powers if optimizer == "Adam" else {}
        kind = getattr(lib.optimizers, optimizer)
        model.compile(kind(2**-4, weight_decay=weight_decay, **options), "mse")
        model.set_weights([start])
        model.fit(x, y, batch_size=32, epochs=10, shuffle=False, verbose=0)
        return np.asarray(model.get_weights()[0])

    return train
