# error: se queda en x̂: ni γ ni β
# pista: γ
def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    return {
        "y": [[-0.75, 0.25], [-0.25, -1.25], [1.25, 0.75], [-0.25, 0.25]],
        "moving_mean": [7.0, 14.0],
        "moving_variance": [18.0, 42.0],
        "prediction": [5 / 5, -14 / 7],
    }
