# error: el gradiente de w multiplica h′ otra vez por la máscara
# pista: máscara
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    m = [1.25, 0, 1.25, 1.25]
    h = [4, 6, 0, 2]
    w = [1, -1, 3, 2]
    salida = [a * b for a, b in zip(m, h)]
    return {
        "h_train": salida,
        "y_predict": sum(a * b for a, b in zip(w, h)),
        "grad_h": [2 * a * b for a, b in zip(w, m)],
        "grad_w": [2 * a * b for a, b in zip(salida, m)],
    }
