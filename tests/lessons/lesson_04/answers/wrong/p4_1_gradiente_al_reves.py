# error: calcula y − p en vez de p − y
# pista: signo
import numpy as np


def by_hand():
    return {
        "loss": np.log(4),
        "d_scores": [-0.25, -0.25, 0.75, -0.25],
        "d_V": [-0.75, -0.75, 2.25, -0.75],
        "d_W": [[0, 0], [0, 0]],
        "kinds": 2,
    }
