# error: reparte el crecimiento sumando, r = (growth − 1)/L, en vez de multiplicar bloque a bloque
# pista: multiplica
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = (growth - 1) / L
    return [np.sqrt(2 / n) * k if i % 2 == 0 else np.sqrt(r / m) * k for i, k in enumerate(noise)]
