# error: como el sesgo no se penaliza, lo deja fijo
# pista: sesgo
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    return {
        "penalty": 0.5,
        "gradient": [1.4, -0.2, -3.0],
        "w": [1.3, -0.9, 1.5],
        "b": 5.0,  # al sesgo no le toca la regularización
    }
