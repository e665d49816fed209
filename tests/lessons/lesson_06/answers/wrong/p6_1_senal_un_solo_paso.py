# error: descuenta la ReLU una sola vez, no en cada capa
# pista: cada
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": np.sqrt(2 / 200),
        "conv": np.sqrt(2 / (5 * 5 * 2)),
        "limit": np.sqrt(3 * 2 / 24),
        "signal": 8 / np.sqrt(2),
    }
