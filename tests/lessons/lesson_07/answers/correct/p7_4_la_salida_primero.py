# variante: cambia primero la última capa y después la primera
def to_raw(weights, x_mean, x_std, y_mean, y_std):
    out = [w.copy() for w in weights]
    out[-1] = out[-1] * y_std + y_mean
    out[-2] = out[-2] * y_std
    out[1] = out[1] - (x_mean / x_std) @ out[0]
    out[0] = (out[0].T / x_std).T
    return out
