# error: el gradiente es solo el de la penalización; olvida sumarle el del error
# pista: error
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    # 2 · 0,1 · (2, -1, 0)
    gradiente = [0.4, -0.2, 0.0]
    return {
        "penalty": 0.5,
        "gradient": gradiente,
        "w": [2 - 0.5 * 0.4, -1 + 0.5 * 0.2, 0.0],
        "b": 4.5,
    }
