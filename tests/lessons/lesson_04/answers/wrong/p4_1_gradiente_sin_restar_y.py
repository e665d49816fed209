# error: el gradiente de los puntajes es p, sin restar y
# pista: etiqueta
import numpy as np


def by_hand():
    return {
        "loss": np.log(4),
        "d_scores": [0.25, 0.25, 0.25, 0.25],
        "d_V": [0.75, 0.75, 0.75, 0.75],
        "d_W": [[0, 0], [0, 0]],
        "kinds": 2,
    }
