# variante: todo calculado con NumPy, en float64
import numpy as np


def by_hand():
    return {
        "variance": 50 * np.square(0.3) / 3 * np.square(5.0),
        "std": np.sqrt(2 / 200),
        "limit": np.sqrt(6 / 150),
        "forward": 120 * np.float64(2) / 200,
        "backward": 80 * np.float64(2) / 200,
    }
