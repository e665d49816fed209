# error: usa la regla 1/n_in en vez de Glorot para la desviación
# pista: salidas
import numpy as np


def by_hand():
    return {
        "variance": 37.5,
        "std": np.sqrt(1 / 120),
        "limit": 0.2,
        "forward": 1.2,
        "backward": 0.8,
    }
