# error: al gradiente del error le resta el de la penalización en vez de sumarlo
# pista: suma
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    # La penalización encoge, así que la resto: (1, 0, -3) - 0,2 · (2, -1, 0)
    return {
        "penalty": 0.5,
        "gradient": [0.6, 0.2, -3.0],
        "w": [1.7, -1.1, 1.5],
        "b": 4.5,
    }
