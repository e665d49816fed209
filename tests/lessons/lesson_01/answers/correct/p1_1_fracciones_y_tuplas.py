# variante: aritmética exacta con fracciones, devuelta en tuplas
from fractions import Fraction


def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    lam, eta = Fraction(1, 10), Fraction(1, 2)
    w = (2, -1, 0)
    g = tuple(e + 2 * lam * p for e, p in zip((1, 0, -3), w))
    return {
        "penalty": float(lam * sum(p**2 for p in w)),
        "gradient": tuple(map(float, g)),
        "w": tuple(float(p - eta * d) for p, d in zip(w, g)),
        "b": float(5 - eta),
    }
