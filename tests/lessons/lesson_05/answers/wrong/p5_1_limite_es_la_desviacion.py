# error: entrega como límite la desviación de Glorot, sin el factor √3
# pista: desviacion
import numpy as np


def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": np.sqrt(2 / (90 + 60)),
        "forward": 1.2,
        "backward": 0.8,
    }
