"""Cómo se hace la tabla de la lección 01: la curva de λ, cada λ con su búsqueda de tasa."""

import course_lib as lib
from course_lib.lab.trials import compiled, digits, error
from course_lib.lessons.tables import Table


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


TABLES = {
    "01_l2": Table(
        l2_digits,
        {"l2": [0, 0.0005, 0.0015, 0.005, 0.015, 0.05], "learning_rate": [0.005, 0.02, 0.05]},
        seeds=range(5),
    ),
}
