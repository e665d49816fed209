# error: despeja el ancho total del intervalo, 2c, con varianza = ancho²/12
# pista: mitad
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    return {
        "dense": np.sqrt(2 / 200),
        "conv": np.sqrt(2 / (5 * 5 * 2)),
        "limit": np.sqrt(12 * 2 / 24),
        "signal": 8 / np.sqrt(2) ** 10,
    }
