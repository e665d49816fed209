# error: multiplica las prendidas por 1/r en vez de 1/(1 − r)
# pista: amplific
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [20, 0, 0, 10],
        "y_predict": 2,
        "grad_h": [10, 0, 30, 20],
        "grad_w": [40, 0, 0, 20],
    }
