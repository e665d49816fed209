# error: suma las dos h: multiplica por 6
# pista: neurona
import numpy as np


def by_hand():
    return {
        "loss": np.log(4),
        "d_scores": [0.25, 0.25, -0.75, 0.25],
        "d_V": [1.5, 1.5, -4.5, 1.5],
        "d_W": [[0, 0], [0, 0]],
        "kinds": 2,
    }
