# error: las prendidas se multiplican por 1 − r y no por su inverso
# pista: multiplica
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    return {
        "h_train": [3.2, 0, 0, 1.6],
        "y_predict": 2,
        "grad_h": [1.6, 0, 4.8, 3.2],
        "grad_w": [6.4, 0, 0, 3.2],
    }
