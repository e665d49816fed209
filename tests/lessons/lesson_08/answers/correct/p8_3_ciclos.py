# variante: ciclo sobre los canales
import numpy as np


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    y = np.empty(x.shape)
    mm, mv = [], []
    for j in range(x.shape[-1]):
        canal = x[..., j]
        if training:
            m = canal.sum() / canal.size
            v = ((canal - m) ** 2).sum() / canal.size
            mm.append(momentum * moving_mean[j] + (1 - momentum) * m)
            mv.append(momentum * moving_variance[j] + (1 - momentum) * v)
        else:
            m, v = moving_mean[j], moving_variance[j]
            mm.append(m)
            mv.append(v)
        y[..., j] = gamma[j] * (canal - m) / (v + epsilon) ** 0.5 + beta[j]
    return y, np.array(mm), np.array(mv)
