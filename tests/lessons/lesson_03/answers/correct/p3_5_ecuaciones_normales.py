# variante: acumula las ecuaciones normales de 300 pasadas, cada una con sus máscaras
import numpy as np


class Lineal:
    """Modelo lineal con dropout en las entradas."""

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def ajusta(self, x, y, pasadas=300):
        d = x.shape[1] + 1
        A, c = np.zeros((d, d)), np.zeros(d)
        for _ in range(pasadas):
            m = np.ones((len(x), d))
            m[:, 1:] = x * self.rng.binomial(1, 1 - self.rate, x.shape) / (1 - self.rate)
            A += m.T @ m
            c += m.T @ y
        self.theta = np.linalg.solve(A, c)
        return self

    def error(self, x, y):
        return ((self.theta[0] + x @ self.theta[1:] - y) ** 2).mean()


def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    rng = np.random.default_rng(seed)
    modelos = [Lineal(r, rng).ajusta(x_train, y_train) for r in rates]
    val = [m.error(x_val, y_val) for m in modelos]
    return {
        "train_error": [m.error(x_train, y_train) for m in modelos],
        "val_error": val,
        "rate": float(min(zip(val, rates))[1]),
    }
