# error: da el paso con el gradiente del error, sin el de la penalización
# pista: gradiente
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    # w = (2, -1, 0) - 0,5 · (1, 0, -3)
    return {
        "penalty": 0.5,
        "gradient": [1.4, -0.2, -3.0],
        "w": [1.5, -1.0, 1.5],
        "b": 4.5,
    }
