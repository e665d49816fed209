# variante: los números, con cuatro decimales
def by_hand():
    return {
        "loss": 1.3863,
        "d_scores": [0.25, 0.25, -0.75, 0.25],
        "d_V": [0.75, 0.75, -2.25, 0.75],
        "d_W": [[0.0, 0.0], [0.0, 0.0]],
        "kinds": 2,
    }
