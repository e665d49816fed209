# error: el gradiente de h no pasa por la máscara: es 2·w
# pista: máscara
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [5, 0, 0, 2.5],
        "y_predict": 2,
        "grad_h": [2, -2, 6, 4],
        "grad_w": [10, 0, 0, 5],
    }
