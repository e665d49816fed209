# error: uniforme con varianza 1/n, sin el 2 de He
# pista: falta el 2
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": np.sqrt(2 / 200),
        "conv": np.sqrt(2 / (5 * 5 * 2)),
        "limit": np.sqrt(3 / 24),
        "signal": 8 / np.sqrt(2) ** 10,
    }
