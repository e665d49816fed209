# error: en la capa densa divide por las salidas
# pista: entradas
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": np.sqrt(2 / 50),
        "conv": np.sqrt(2 / (5 * 5 * 2)),
        "limit": np.sqrt(3 * 2 / 24),
        "signal": 8 / np.sqrt(2) ** 10,
    }
