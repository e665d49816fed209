# variante: media geométrica con logaritmos de NumPy
import numpy as np


def read_table():
    return {
        "bug": np.float64(0.5),
        "saturated": "b",
        "both": "c",
        "per_layer": np.exp(np.log(49) / 9),
    }
