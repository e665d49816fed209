# error: deja las móviles como estaban y predice con ellas
# pista: anotar
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    x = np.array([[1, 21], [3, 15], [9, 23], [3, 21]])
    gamma = np.array([2, 8])
    beta = np.array([1, -3])
    eps = 7
    m = x.mean(axis=0)
    v = x.var(axis=0)
    y = gamma * (x - m) / np.sqrt(v + eps) + beta
    mm = np.array([8, 12])
    mv = np.array([21, 53])
    nuevo = np.array([12, 0])
    pred = gamma * (nuevo - mm) / np.sqrt(mv + eps) + beta
    return {
        "y": y.tolist(),
        "moving_mean": mm.tolist(),
        "moving_variance": mv.tolist(),
        "prediction": pred.tolist(),
    }
