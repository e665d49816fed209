# variante: con operaciones de NumPy
import numpy as np


def read_table():
    """Tus cuatro lecturas de la tabla."""
    tamano = 2 ** np.arange(1, 8)
    gana = np.array([35.9, 12.1, 10.3, 11.6, 13.7, 18.7, 27.8]) < np.array([
        11.1,
        11.3,
        12.0,
        14.1,
        18.6,
        27.1,
        47.8,
    ])
    siempre = np.logical_and.accumulate(gana[::-1])[::-1]
    # dos sumas sobre todas las muestras de cinco valores ±1 dan el promedio exacto
    signos = np.array(np.meshgrid(*[[-1, 1]] * 5)).reshape(5, -1)
    return {
        "from_size": tamano[siempre][0],
        "fraction": signos.var(axis=0).mean(),
        "culprit": "b",
        "advice": "d",
    }
