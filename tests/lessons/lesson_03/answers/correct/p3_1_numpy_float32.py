# variante: arreglos de NumPy en float32, sin pasarlos a lista
import numpy as np


def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    h = np.array([4, 6, 0, 2], np.float32)
    u = np.array([0.65, 0.15, 0.85, 0.4], np.float32)
    w = np.array([1, -1, 3, 2], np.float32)
    m = np.where(u < 0.2, np.float32(0), np.float32(1.25))
    return {"h_train": m * h, "y_predict": w @ h, "grad_h": 2 * w * m, "grad_w": 2 * m * h}
