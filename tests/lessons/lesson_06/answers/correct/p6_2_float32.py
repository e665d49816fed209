# variante: sorteo y resultado en float32
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[("fan_in", "fan_out").index(mode)]
    std = np.float32(np.sqrt(2 / ((1 + slope**2) * n)))
    if distribution == "uniform":
        lado = rng.random(shape, dtype=np.float32) * 2 - 1
        return np.asarray(std * np.float32(np.sqrt(3)) * lado, np.float32)
    w = rng.standard_normal(shape, dtype=np.float32)
    if distribution == "truncated_normal":
        fuera = np.abs(w) > 2
        while fuera.any():
            w[fuera] = rng.standard_normal(int(fuera.sum()), dtype=np.float32)
            fuera = np.abs(w) > 2
        w /= np.float32(0.87962566)
    return std * w
