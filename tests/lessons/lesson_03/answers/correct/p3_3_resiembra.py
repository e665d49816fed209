# variante: crea dos generadores con la misma semilla: el segundo repite la máscara
import numpy as np


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""

    def mascara():
        sorteo = np.random.default_rng(seed).random((x.shape[0], w1.shape[1]))
        return np.where(sorteo < rate, 0.0, 1.0 / (1.0 - rate))

    z = x @ w1
    h = z * (z > 0) * mascara()
    residuo = h @ w2 - y
    d_out = residuo * (2 / len(residuo))
    d_z = d_out[:, None] * w2[None, :] * mascara() * (z > 0)
    return float(residuo @ residuo / len(residuo)), x.T @ d_z, d_out @ h
