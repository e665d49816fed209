# variante: todo en float32
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    f = np.float32
    w = np.array([2, -1, 0], dtype=f)
    g = np.array([1, 0, -3], dtype=f) + f(2) * f(0.1) * w
    return {
        "penalty": f(0.1) * np.dot(w, w),
        "gradient": g,
        "w": w - f(0.5) * g,
        "b": f(5) - f(0.5) * f(1),
    }
