# error: escribe los pesos encima de los números que recibió
# pista: copia
import numpy as np


def fixed_glorot(uniforms):
    for u in uniforms:
        u *= 2
        u -= 1
        u *= np.sqrt(6 / sum(u.shape))
    return uniforms
