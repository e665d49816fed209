# error: al predecir mezcla las móviles con el lote según momentum
# pista: lote
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    new_mean = momentum * moving_mean + (1 - momentum) * mean
    new_variance = momentum * moving_variance + (1 - momentum) * variance
    if training:
        moving_mean, moving_variance = new_mean, new_variance
    else:
        mean, variance = new_mean, new_variance
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    return gamma * x_hat + beta, moving_mean, moving_variance
