# error: cuenta solo los canales de entrada y olvida la ventana
# pista: ventana
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": np.sqrt(2 / 200),
        "conv": np.sqrt(2 / 2),
        "limit": np.sqrt(3 * 2 / 24),
        "signal": 8 / np.sqrt(2) ** 10,
    }
