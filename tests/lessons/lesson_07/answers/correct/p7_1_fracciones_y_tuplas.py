# variante: aritmética exacta con fracciones, devuelta en tuplas
from fractions import Fraction
from math import isqrt


def by_hand():
    x = (10, 15, 20, 30, 30)
    media = Fraction(sum(x), 5)
    desv = isqrt(int(sum((v - media) ** 2 for v in x) / 5))
    return {
        "minmax": tuple(float(Fraction(v - 10, 20)) for v in x),
        "standard": tuple(float((v - media) / desv) for v in x),
        "new_minmax": float(Fraction(35, 20)),
        "new_standard": float((45 - media) / desv),
        "years": float(-2 * desv + media),
    }
