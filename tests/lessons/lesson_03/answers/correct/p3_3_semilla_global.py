# variante: np.random.seed y la máscara aplicada antes de la ReLU
import numpy as np


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    np.random.seed(seed)  # noqa: NPY002
    prendida = np.random.rand(len(x), w1.shape[1]) >= rate  # noqa: NPY002
    # La máscara no es negativa: da lo mismo aplicarla antes de la ReLU
    dropped = np.maximum((x @ w1) * prendida / (1 - rate), 0)
    error = dropped @ w2 - y
    d_out = 2 * error / len(y)
    d_dropped = np.outer(d_out, w2)
    d_dropped[dropped <= 0] = 0
    d_dropped /= 1 - rate
    return np.mean(np.square(error)), x.T @ d_dropped, dropped.T @ d_out
