# error: aplica la ELU también a la entrada x antes de la primera capa
# pista: entrada
import numpy as np


def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def choose_gain(x, gains, depth, seed):
    """Mide E[z²] por capa con cada ganancia y elige la que termina más cerca de 1."""
    n = x.shape[1]
    moments = np.zeros((len(gains), depth))
    for i, g in enumerate(gains):
        rng = np.random.default_rng(seed)
        z = x
        for k in range(depth):
            z = elu(z) @ (g / np.sqrt(n) * rng.standard_normal((n, n)))
            moments[i, k] = np.mean(z**2)
    best = np.argmin(np.abs(np.log(moments[:, -1])))
    return {"moments": moments, "gain": gains[best]}
