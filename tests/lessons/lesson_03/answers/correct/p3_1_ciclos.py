# variante: un ciclo que arma la máscara y acumula
def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    h, u, w = [4, 6, 0, 2], [0.65, 0.15, 0.85, 0.4], [1, -1, 3, 2]
    tasa, llega = 0.2, 2
    salida, grad_h, grad_w, prediccion = [], [], [], 0
    for j in range(4):
        m = 0 if u[j] < tasa else 1 / (1 - tasa)
        salida.append(m * h[j])
        grad_h.append(llega * w[j] * m)
        grad_w.append(llega * m * h[j])
        prediccion += w[j] * h[j]
    return {"h_train": salida, "y_predict": prediccion, "grad_h": grad_h, "grad_w": grad_w}
