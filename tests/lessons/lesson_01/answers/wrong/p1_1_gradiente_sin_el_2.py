# error: la derivada de λ·w² no lleva el 2
# pista: derivada, 2
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    # gradiente = (1, 0, -3) + 0,1 · (2, -1, 0)
    return {
        "penalty": 0.5,
        "gradient": [1.2, -0.1, -3.0],
        "w": [1.4, -0.95, 1.5],
        "b": 4.5,
    }
