# error: el paso resta el gradiente entero, sin multiplicar por la tasa de aprendizaje
# pista: tasa
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    return {
        "penalty": 0.5,
        "gradient": [1.4, -0.2, -3.0],
        "w": [2 - 1.4, -1 + 0.2, 0 + 3.0],
        "b": 5 - 1,
    }
