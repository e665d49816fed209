# error: vuelve solo lo de la clase correcta, sin sumar las otras
# pista: suma
import numpy as np


def by_hand():
    return {
        "loss": np.log(4),
        "d_scores": [0.25, 0.25, -0.75, 0.25],
        "d_V": [0.75, 0.75, -2.25, 0.75],
        "d_W": [[-0.75, -0.75], [-1.5, -1.5]],
        "kinds": 2,
    }
