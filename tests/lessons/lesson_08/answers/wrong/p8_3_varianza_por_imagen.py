# error: en imágenes, la varianza es el promedio de las de cada imagen por separado
# pista: eje
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    if training:
        axes = (1, 2) if x.ndim == 4 else 0
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        if x.ndim == 4:
            mean, variance = mean.mean(axis=0), variance.mean(axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    else:
        mean, variance = moving_mean, moving_variance
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    return gamma * x_hat + beta, moving_mean, moving_variance
