# error: calcula el límite una vez, con la primera capa, y lo usa en todas
# pista: cada
import numpy as np


def fixed_glorot(uniforms):
    limit = np.sqrt(6 / sum(uniforms[0].shape))
    return [(2 * u - 1) * limit for u in uniforms]
