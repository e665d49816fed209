# error: cuenta solo canales y filtros, sin la ventana
# pista: ventana
import numpy as np


def fans_and_limit(shape, groups):
    fan_in = shape[-2]
    fan_out = shape[-1] / groups
    return fan_in, fan_out, np.sqrt(6 / (fan_in + fan_out))
