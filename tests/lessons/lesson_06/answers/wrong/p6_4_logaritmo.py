# error: usa la aproximación r = ln(growth)/L: queda bajo el tope, pero no es la mayor
# pista: aproximación
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = np.log(growth) / L
    pesos = []
    for i in range(L):
        pesos.append(np.sqrt(2 / n) * noise[2 * i])
        pesos.append(np.sqrt(r / m) * noise[2 * i + 1])
    return pesos
