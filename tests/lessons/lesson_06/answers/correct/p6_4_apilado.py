# variante: apila los W1 y los W2 en dos tensores, los escala de una vez y los intercala
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    W1 = np.stack(noise[::2])
    W2 = np.stack(noise[1::2])
    L, n, m = W1.shape
    W1 = W1 * np.sqrt(2 / n)
    W2 = W2 * np.sqrt(np.power(growth, 1 / L) - 1) / np.sqrt(m)
    return [w for par in zip(W1, W2) for w in par]
