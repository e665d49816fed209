# error: al predecir deja apagada la neurona 2, sin amplificar las otras
# pista: predecir
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [5, 0, 0, 2.5],
        "y_predict": 8,
        "grad_h": [2.5, 0, 7.5, 5],
        "grad_w": [10, 0, 0, 5],
    }
