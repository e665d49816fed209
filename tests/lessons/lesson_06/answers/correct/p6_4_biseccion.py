# variante: busca σ2 por bisección sobre el crecimiento de los L bloques, sin despejar
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2

    def crecimiento(sigma):
        momento = 1.0
        for _ in range(L):
            oculta = momento * n * (2 / n) / 2  # He y después la mitad de la ReLU
            momento = momento + m * sigma**2 * oculta
        return momento

    bajo, alto = 0.0, np.sqrt(growth / m)
    for _ in range(200):
        medio = (bajo + alto) / 2
        if crecimiento(medio) <= growth:
            bajo = medio
        else:
            alto = medio
    sigma2 = bajo if growth > 1 else 0.0
    pesos = []
    for b in range(L):
        pesos.append(noise[2 * b] * np.sqrt(2 / n))
        pesos.append(noise[2 * b + 1] * sigma2)
    return pesos
