# error: en los negativos usa e^z sin restar 1
# pista: ELU
import numpy as np


def choose_gain(x, gains, depth, seed):
    """Mide E[z²] por capa con cada ganancia y elige la que termina más cerca de 1."""
    n = x.shape[1]
    moments = np.zeros((len(gains), depth))
    for i, g in enumerate(gains):
        rng = np.random.default_rng(seed)
        h = x
        for k in range(depth):
            z = h @ (g / np.sqrt(n) * rng.standard_normal((n, n)))
            moments[i, k] = np.mean(z**2)
            h = np.where(z > 0, z, np.exp(np.minimum(z, 0)))
    best = np.argmin(np.abs(np.log(moments[:, -1])))
    return {"moments": moments, "gain": gains[best]}
