# error: suma ε después de sacar la raíz
# pista: raíz
def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    # desviación 3 en las dos columnas, y 3 + 7 = 10
    return {
        "y": [
            [2 * -3 / 10 + 1, 8 * 1 / 10 - 3],
            [2 * -1 / 10 + 1, 8 * -5 / 10 - 3],
            [2 * 5 / 10 + 1, 8 * 3 / 10 - 3],
            [2 * -1 / 10 + 1, 8 * 1 / 10 - 3],
        ],
        "moving_mean": [7.0, 14.0],
        "moving_variance": [18.0, 42.0],
        "prediction": [2 * 5 / (18**0.5 + 7) + 1, 8 * -14 / (42**0.5 + 7) - 3],
    }
