# variante: la razón con una simulación exacta en NumPy, en float32
import numpy as np


def read_table():
    """Tus cinco lecturas de la tabla."""
    apagadas = np.array([1, 0, 0, 0, 0], bool)
    h = np.ones(5, np.float32)
    al_entrenar = np.where(apagadas, 0, h).mean()
    letras = {"double": "A", "always_on": "B", "unscaled": "D", "frozen": "E"}
    return {**letras, "ratio": np.float32(h.mean() / al_entrenar)}
