# error: guarda los arreglos nuevos en la misma lista que recibe
# pista: copi
def to_raw(weights, x_mean, x_std, y_mean, y_std):
    weights[0] = weights[0] / x_std[:, None]
    weights[1] = weights[1] - x_mean @ weights[0]
    weights[-2] = weights[-2] * y_std
    weights[-1] = weights[-1] * y_std + y_mean
    return weights
