# variante: calcula en float32
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    f = np.float32
    x, gamma, beta = (np.asarray(a, f) for a in (x, gamma, beta))
    mm, mv = np.array(moving_mean, f), np.array(moving_variance, f)
    if training:
        ejes = tuple(range(x.ndim - 1))
        m, v = x.mean(axis=ejes), x.var(axis=ejes)
        mm = f(momentum) * mm + f(1 - momentum) * m
        mv = f(momentum) * mv + f(1 - momentum) * v
    else:
        m, v = mm, mv
    return gamma * (x - m) / np.sqrt(v + f(epsilon)) + beta, mm, mv
