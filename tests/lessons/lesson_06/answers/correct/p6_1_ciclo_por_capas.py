# variante: math en vez de NumPy y un ciclo que recorre las diez ReLU
import math


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    momento = 8**2
    for _capa in range(2, 12):
        momento = momento / 2
    return {
        "dense": math.sqrt(0.01),
        "conv": math.sqrt(2 / math.prod((5, 5, 2))),
        "limit": math.sqrt(6 / 24),
        "signal": math.sqrt(momento),
    }
