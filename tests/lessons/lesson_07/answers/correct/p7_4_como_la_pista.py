# variante: copia la lista y cambia primera y última
def to_raw(weights, x_mean, x_std, y_mean, y_std):
    """Los pesos de la misma red, con todo en sus unidades originales."""
    new = [a.copy() for a in weights]
    new[0] = new[0] / x_std[:, None]
    new[1] = new[1] - x_mean @ new[0]
    new[-2] = new[-2] * y_std
    new[-1] = new[-1] * y_std + y_mean
    return new
