# variante: los gradientes salen de moverse un poquito, y el diccionario trae tuplas
MASCARA = (1.25, 0.0, 1.25, 1.25)


def neurona(w, m, h):
    """La salida de la neurona lineal."""
    return sum(a * b * c for a, b, c in zip(w, m, h))


def mueve(v, j, paso):
    """Una copia de v con el elemento j movido."""
    return tuple(a + paso * (i == j) for i, a in enumerate(v))


def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    h, w = (4.0, 6.0, 0.0, 2.0), (1.0, -1.0, 3.0, 2.0)
    # y es lineal en h y en w: un paso de 1 da la derivada exacta
    y = neurona(w, MASCARA, h)
    return {
        "grad_w": tuple(2 * (neurona(mueve(w, j, 1), MASCARA, h) - y) for j in range(4)),
        "grad_h": tuple(2 * (neurona(w, MASCARA, mueve(h, j, 1)) - y) for j in range(4)),
        "y_predict": neurona(w, (1, 1, 1, 1), h),
        "h_train": tuple(m * a for m, a in zip(MASCARA, h)),
    }
