# error: en forward pone la señal que entra a cada capa, no la que sale
# pista: salida
import numpy as np


def predict(widths, mode, mean, std):
    widths = np.array(widths, dtype=float)
    n_in, n_out = widths[:-1], widths[1:]
    n = {"fan_in": n_in, "fan_out": n_out, "fan_avg": (n_in + n_out) / 2}[mode]
    m2 = mean**2 + std**2
    forward = m2 * np.cumprod(np.append(1.0, (n_in / n)[:-1]))
    backward = np.cumprod(np.append(1.0, (n_out / n)[:0:-1]))[::-1]
    kernel = forward * backward
    return forward, backward, kernel
