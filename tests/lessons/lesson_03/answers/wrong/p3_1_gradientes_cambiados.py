# error: entrega en grad_h el gradiente de w, y en grad_w, el de h
# pista: respecto
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [5, 0, 0, 2.5],
        "y_predict": 2,
        "grad_h": [10, 0, 0, 5],
        "grad_w": [2.5, 0, 7.5, 5],
    }
