# variante: los números salen como arreglos de cero ejes
import numpy as np


def by_hand():
    return {
        "variance": np.array(37.5),
        "std": np.array(0.1),
        "limit": np.array(0.2),
        "forward": np.array(1.2),
        "backward": np.array(0.8),
    }
