# error: apaga, pero no multiplica las prendidas por 1/(1 − r)
# pista: amplific
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [4, 0, 0, 2],
        "y_predict": 2,
        "grad_h": [2, 0, 6, 4],
        "grad_w": [8, 0, 0, 4],
    }
