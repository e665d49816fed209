# error: amplifica por 4/3, según las neuronas que quedaron prendidas, y no según la tasa
# pista: tasa
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    h = [4, 6, 0, 2]
    w = [1, -1, 3, 2]
    prendida = [1, 0, 1, 1]
    factor = 4 / sum(prendida)
    return {
        "h_train": [a * p * factor for a, p in zip(h, prendida)],
        "y_predict": 2,
        "grad_h": [2 * b * p * factor for b, p in zip(w, prendida)],
        "grad_w": [2 * a * p * factor for a, p in zip(h, prendida)],
    }
