# variante: la razón como fracción exacta convertida a float; las letras pasan a mayúscula
from fractions import Fraction


def read_table():
    """Tus cinco lecturas de la tabla."""
    respuesta = dict(zip(("unscaled", "always_on", "frozen", "double"), "dbea".upper()))
    respuesta["ratio"] = float(1 / (1 - Fraction(1, 5)))
    return respuesta
