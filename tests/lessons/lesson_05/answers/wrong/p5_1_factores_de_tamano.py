# error: entrega el factor de la desviación y no el de la varianza, en la ida y la vuelta
# pista: varianza
import numpy as np


def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": 0.2,
        "forward": np.sqrt(1.2),
        "backward": np.sqrt(0.8),
    }
