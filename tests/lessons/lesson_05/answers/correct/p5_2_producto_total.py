# variante: divide el producto de toda la forma
import numpy as np


def fans_and_limit(shape, groups):
    total = int(np.prod(shape))
    por_grupo = shape[-1] // groups
    fan_in = total // shape[-1]
    fan_out = total // shape[-2] // shape[-1] * por_grupo
    return np.array([fan_in, fan_out, np.sqrt(6.0 / (fan_in + fan_out))])
