# error: prende la neurona si u < r y apaga las demás
# pista: apaga
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [0, 7.5, 0, 0],
        "y_predict": 2,
        "grad_h": [0, -2.5, 0, 0],
        "grad_w": [0, 15, 0, 0],
    }
