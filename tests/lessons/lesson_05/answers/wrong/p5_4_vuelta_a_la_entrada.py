# error: entrega el gradiente que sale de cada capa hacia su entrada, con el factor de la primera
# pista: salida
import numpy as np


def predict(widths, mode, mean, std):
    widths = np.array(widths, dtype=float)
    n_in, n_out = widths[:-1], widths[1:]
    n = {"fan_in": n_in, "fan_out": n_out, "fan_avg": (n_in + n_out) / 2}[mode]
    m2 = mean**2 + std**2
    forward = m2 * np.cumprod(n_in / n)
    backward = np.cumprod((n_out / n)[::-1])[::-1]
    kernel = np.append(m2, forward[:-1]) * backward
    return forward, backward, kernel
