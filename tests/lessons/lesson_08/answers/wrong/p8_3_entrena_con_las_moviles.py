# error: en entrenamiento normaliza con las móviles recién actualizadas
# pista: lote
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    if training:
        axes = tuple(range(x.ndim - 1))
        moving_mean = momentum * moving_mean + (1 - momentum) * x.mean(axis=axes)
        moving_variance = momentum * moving_variance + (1 - momentum) * x.var(axis=axes)
    x_hat = (x - moving_mean) / np.sqrt(moving_variance + epsilon)
    return gamma * x_hat + beta, moving_mean, moving_variance
