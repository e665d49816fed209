# variante: con fracciones, exactas, pasadas a float al final
from fractions import Fraction


def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    y = [
        [2 * Fraction(-3, 4) + 1, 8 * Fraction(1, 4) - 3],
        [2 * Fraction(-1, 4) + 1, 8 * Fraction(-5, 4) - 3],
        [2 * Fraction(5, 4) + 1, 8 * Fraction(3, 4) - 3],
        [2 * Fraction(-1, 4) + 1, 8 * Fraction(1, 4) - 3],
    ]
    mm = [Fraction(3, 4) * 8 + Fraction(1, 4) * 4, Fraction(3, 4) * 12 + Fraction(1, 4) * 20]
    mv = [Fraction(3, 4) * 21 + Fraction(1, 4) * 9, Fraction(3, 4) * 53 + Fraction(1, 4) * 9]
    prediction = [2 * (12 - mm[0]) / 5 + 1, 8 * (0 - mm[1]) / 7 - 3]
    return {
        "y": [[float(v) for v in fila] for fila in y],
        "moving_mean": [float(v) for v in mm],
        "moving_variance": [float(v) for v in mv],
        "prediction": [float(v) for v in prediction],
    }
