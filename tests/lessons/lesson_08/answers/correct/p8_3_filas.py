# variante: lleva todo a una tabla de dos ejes con reshape(-1, D)
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    tabla = x.reshape(-1, x.shape[-1])
    if not training:
        raiz = np.sqrt(moving_variance + epsilon)
        y = (tabla - moving_mean) / raiz * gamma + beta
        return y.reshape(x.shape), moving_mean.copy(), moving_variance.copy()
    m = tabla.mean(axis=0)
    v = np.mean((tabla - m) ** 2, axis=0)
    y = (tabla - m) / np.sqrt(v + epsilon) * gamma + beta
    peso = 1.0 - momentum
    return (
        y.reshape(x.shape),
        np.average([moving_mean, m], axis=0, weights=[momentum, peso]),
        np.average([moving_variance, v], axis=0, weights=[momentum, peso]),
    )
