# variante: ciclos de Python, neurona por neurona, con el sorteo transpuesto y math.exp
import math

import numpy as np


def elu(z):
    return z if z > 0 else math.exp(z) - 1


def choose_gain(x, gains, depth, seed):
    """Mide E[z²] por capa con cada ganancia y elige la que termina más cerca de 1."""
    N, n = x.shape
    activar = np.vectorize(elu, otypes=[float])
    momentos = []
    mejor, menor = None, math.inf
    for g in gains:
        rng = np.random.default_rng(seed)
        h = x
        fila = []
        for _ in range(depth):
            W = rng.standard_normal((n, n)).T * g / n**0.5
            z = np.zeros((N, n))
            for j in range(n):
                z[:, j] = h @ W[:, j]
            fila.append(float(np.mean(z * z)))
            h = activar(z)
        momentos.append(fila)
        distancia = abs(math.log(fila[-1]))
        if distancia < menor:
            mejor, menor = g, distancia
    return {"moments": np.array(momentos), "gain": mejor}
