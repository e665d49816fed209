# error: reparte la probabilidad entre 2 clases, no entre 4
# pista: cuatro
import numpy as np


def by_hand():
    return {
        "loss": np.log(2),
        "d_scores": [0.25, 0.25, -0.75, 0.25],
        "d_V": [0.75, 0.75, -2.25, 0.75],
        "d_W": [[0, 0], [0, 0]],
        "kinds": 2,
    }
