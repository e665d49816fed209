# variante: convierte a float32
import numpy as np


def fixed_glorot(uniforms):
    salida = []
    for u in uniforms:
        u = np.asarray(u, np.float32)
        a = np.float32(np.sqrt(6 / sum(u.shape)))
        salida.append(-a + 2 * a * u)
    return salida
