# error: multiplica por γ y no suma β
# pista: β
def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    return {
        "y": [[-1.5, 2.0], [-0.5, -10.0], [2.5, 6.0], [-0.5, 2.0]],
        "moving_mean": [7.0, 14.0],
        "moving_variance": [18.0, 42.0],
        "prediction": [2.0, -16.0],
    }
