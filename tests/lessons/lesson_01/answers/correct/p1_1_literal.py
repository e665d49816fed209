# variante: los números escritos a mano, mezclando enteros y decimales
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    return {
        "penalty": 0.5,
        "gradient": [1.4, -0.2, -3],
        "w": [1.3, -0.9, 1.5],
        "b": 4.5,
    }
