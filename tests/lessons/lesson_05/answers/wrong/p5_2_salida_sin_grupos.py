# error: cuenta todos los filtros en fan_out, como Keras, sin dividir por los grupos
# pista: grupo
import numpy as np


def fans_and_limit(shape, groups):
    window = np.prod(shape[:-2])
    fan_in = window * shape[-2]
    fan_out = window * shape[-1]
    limit = np.sqrt(6 / (fan_in + fan_out))
    return fan_in, fan_out, limit
