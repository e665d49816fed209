# error: la penalización suma los pesos sin elevarlos al cuadrado
# pista: cuadrado
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    return {
        "penalty": 0.1 * (2 - 1 + 0),
        "gradient": [1.4, -0.2, -3.0],
        "w": [1.3, -0.9, 1.5],
        "b": 4.5,
    }
