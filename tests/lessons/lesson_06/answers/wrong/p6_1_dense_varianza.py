# error: entrega la varianza de He en la capa densa, sin sacarle la raíz
# pista: raíz
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": 2 / 200,
        "conv": np.sqrt(2 / (5 * 5 * 2)),
        "limit": np.sqrt(3 * 2 / 24),
        "signal": 8 / np.sqrt(2) ** 10,
    }
