# error: supone que la ventana son siempre los dos primeros ejes, y cuenta 1 si no los hay
# pista: ventana
import numpy as np


def fans_and_limit(shape, groups):
    window = shape[0] * shape[1] if len(shape) >= 4 else 1
    fan_in = window * shape[-2]
    fan_out = window * shape[-1] / groups
    limit = np.sqrt(6 / (fan_in + fan_out))
    return fan_in, fan_out, limit
