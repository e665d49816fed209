# error: usa L1 (λ·Σ|w|, con gradiente λ·signo) en vez de L2
# pista: cuadrado
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    w = np.array([2.0, -1.0, 0.0])
    grad = np.array([1.0, 0.0, -3.0])
    completo = grad + 0.1 * np.sign(w)
    return {
        "penalty": float(0.1 * np.sum(np.abs(w))),
        "gradient": completo.tolist(),
        "w": (w - 0.5 * completo).tolist(),
        "b": 4.5,
    }
