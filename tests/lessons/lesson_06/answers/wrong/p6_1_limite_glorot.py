# error: usa el límite de Glorot uniforme, con entradas más salidas
# pista: entradas
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": np.sqrt(2 / 200),
        "conv": np.sqrt(2 / (5 * 5 * 2)),
        "limit": np.sqrt(6 / (24 + 10)),
        "signal": 8 / np.sqrt(2) ** 10,
    }
