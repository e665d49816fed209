# error: a los pesos de salida les toca p − y sin la h de su neurona
# pista: h
import numpy as np


def by_hand():
    return {
        "loss": np.log(4),
        "d_scores": [0.25, 0.25, -0.75, 0.25],
        "d_V": [0.25, 0.25, -0.75, 0.25],
        "d_W": [[0, 0], [0, 0]],
        "kinds": 2,
    }
