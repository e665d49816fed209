# variante: float32 y tuplas, con math.log
import math

import numpy as np


def by_hand():
    d = np.asarray([0.25, 0.25, -0.75, 0.25], np.float32)
    return {
        "loss": -math.log(0.25),
        "d_scores": tuple(d),
        "d_V": 3 * d,
        "d_W": np.zeros((2, 2), np.float32),
        "kinds": np.int64(2),
    }
