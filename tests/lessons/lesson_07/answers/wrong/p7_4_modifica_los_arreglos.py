# error: copia la lista pero no los arreglos, y los cambia in situ
# pista: copi
def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = list(weights)
    new[0] /= x_std[:, None]
    new[1] -= x_mean @ new[0]
    new[-2] *= y_std
    new[-1] *= y_std
    new[-1] += y_mean
    return new
