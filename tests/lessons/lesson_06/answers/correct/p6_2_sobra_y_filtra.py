# variante: la truncada sortea de más, filtra y toma los que hacen falta; uniforme centrada
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    total = shape[0] * shape[1]
    var = 2 / ((1 + slope**2) * n)
    if distribution == "normal":
        return rng.normal(loc=0.0, scale=np.sqrt(var), size=shape)
    if distribution == "uniform":
        return np.sqrt(12 * var) * (rng.random(shape) - 0.5)
    buenos = np.empty(0)
    while buenos.size < total:
        z = rng.standard_normal(2 * total + 10)
        buenos = np.concatenate([buenos, z[(z >= -2) & (z <= 2)]])
    return (np.sqrt(var) / 0.87962566 * buenos[:total]).reshape(shape)
