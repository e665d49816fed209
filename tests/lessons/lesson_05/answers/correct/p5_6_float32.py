# variante: números en float32
import numpy as np


def read_table():
    return {
        "bug": np.float32(0.5),
        "saturated": "b",
        "both": "c",
        "per_layer": np.float32(49) ** np.float32(1 / 9),
    }
