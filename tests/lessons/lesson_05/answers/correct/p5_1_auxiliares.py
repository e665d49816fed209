# variante: funciones auxiliares y la biblioteca estándar
from fractions import Fraction
from math import sqrt


def var_uniforme(a):
    return (2 * a) ** 2 / Fraction(12)


def glorot(n_in, n_out):
    return Fraction(2, n_in + n_out)


def by_hand():
    v = glorot(120, 80)
    return dict(
        backward=float(80 * v),
        forward=float(120 * v),
        limit=sqrt(3 * glorot(90, 60)),
        std=sqrt(v),
        variance=float(50 * var_uniforme(Fraction(3, 10)) * 25),
    )
