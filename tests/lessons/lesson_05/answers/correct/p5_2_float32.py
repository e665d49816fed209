# variante: arreglo float32 con los tres números
import numpy as np


def fans_and_limit(shape, groups):
    window = np.prod(shape[:-2])
    fan_in = window * shape[-2]
    fan_out = window * shape[-1] / groups
    limit = np.sqrt(6 / (fan_in + fan_out))
    return np.asarray([fan_in, fan_out, limit], np.float32)
