# error: anota en la móvil la varianza más ε
# pista: ε
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes) + epsilon
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    else:
        mean, variance = moving_mean, moving_variance + epsilon
    x_hat = (x - mean) / np.sqrt(variance)
    return gamma * x_hat + beta, moving_mean, moving_variance
