# error: divide por la desviación, sin ε
# pista: ε
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    x = np.array([[1, 21], [3, 15], [9, 23], [3, 21]])
    gamma = np.array([2, 8])
    beta = np.array([1, -3])
    m = x.mean(axis=0)
    v = x.var(axis=0)
    y = gamma * (x - m) / np.sqrt(v) + beta
    mm = 0.75 * np.array([8, 12]) + 0.25 * m
    mv = 0.75 * np.array([21, 53]) + 0.25 * v
    nuevo = np.array([12, 0])
    pred = gamma * (nuevo - mm) / np.sqrt(mv) + beta
    return {
        "y": y.tolist(),
        "moving_mean": mm.tolist(),
        "moving_variance": mv.tolist(),
        "prediction": pred.tolist(),
    }
