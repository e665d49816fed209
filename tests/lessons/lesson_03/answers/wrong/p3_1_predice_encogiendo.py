# error: al predecir multiplica por 1 − r, como el dropout sin invertir
# pista: predecir
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    # Al predecir se compensa por 0,8
    return {
        "h_train": [5, 0, 0, 2.5],
        "y_predict": 1.6,
        "grad_h": [2.5, 0, 7.5, 5],
        "grad_w": [10, 0, 0, 5],
    }
