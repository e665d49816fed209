# error: divide 6 por el promedio de entradas y salidas en vez de la suma
# pista: suma
import numpy as np


def fans_and_limit(shape, groups):
    window = np.prod(shape[:-2])
    fan_in = window * shape[-2]
    fan_out = window * shape[-1] / groups
    limit = np.sqrt(6 / ((fan_in + fan_out) / 2))
    return fan_in, fan_out, limit
