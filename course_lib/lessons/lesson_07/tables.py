"""Cómo se hacen las tablas de la lección 07: la escala de los píxeles y la de una tabla."""

from collections.abc import Callable
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.lab import datasets, scalers
from course_lib.lab.trials import digits, error
from course_lib.lessons.tables import Table


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


TABLES = {
    "07_pixeles": Table(
        scaled_digits,
        {
            "scale": ["0 a 255", "0 a 1", "estándar", "por píxel", "píxel, ±5"],
            "optimizer": ["SGD", "Adam"],
            "learning_rate": [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
        },
        seeds=range(5),
    ),
    "07_diabetes": Table(
        scaled_diabetes,
        {
            "scale": ["crudo", "máx − mín", "min-max", "estándar"],
            "optimizer": ["SGD", "Adam"],
            "learning_rate": [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
        },
        seeds=range(5),
    ),
}
