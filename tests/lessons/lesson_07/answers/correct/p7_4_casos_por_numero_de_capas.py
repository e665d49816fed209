# variante: trata aparte la red de una sola capa
def to_raw(weights, x_mean, x_std, y_mean, y_std):
    w1 = weights[0] / x_std[:, None]
    b1 = weights[1] - (w1 * x_mean[:, None]).sum(axis=0)
    if len(weights) == 2:
        return [w1 * y_std, b1 * y_std + y_mean]
    *medio, w, b = weights[2:]
    return [w1, b1, *(a.copy() for a in medio), w * y_std, b * y_std + y_mean]
