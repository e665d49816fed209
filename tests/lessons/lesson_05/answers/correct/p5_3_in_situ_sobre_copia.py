# variante: in situ sobre una copia
import numpy as np


def fixed_glorot(uniforms):
    weights = [np.array(u, dtype=float) for u in uniforms]
    for w in weights:
        w -= 0.5
        w *= 2 * np.sqrt(6 / sum(w.shape))
    return weights
