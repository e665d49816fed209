# error: multiplica los canales por los grupos: cuenta los de toda la entrada
# pista: grupo
import numpy as np


def fans_and_limit(shape, groups):
    window = np.prod(shape[:-2])
    fan_in = window * shape[-2] * groups
    fan_out = window * shape[-1] / groups
    limit = np.sqrt(6 / (fan_in + fan_out))
    return fan_in, fan_out, limit
