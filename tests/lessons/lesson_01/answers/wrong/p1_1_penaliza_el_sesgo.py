# error: el sesgo también se penaliza
# pista: sesgo
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    w, b = [2, -1, 0], 5
    grad_w, grad_b = [1, 0, -3], 1
    lam, eta = 0.1, 0.5

    # Suma de los cuadrados de todos los parámetros
    penalizacion = lam * (sum(p * p for p in w) + b * b)
    gradiente = [g + 2 * lam * p for g, p in zip(grad_w, w)]
    gradiente_b = grad_b + 2 * lam * b
    return {
        "penalty": penalizacion,
        "gradient": gradiente,
        "w": [p - eta * g for p, g in zip(w, gradiente)],
        "b": b - eta * gradiente_b,
    }
