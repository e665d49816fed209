# variante: una clase con fit y mse, columna de unos y máscara para no penalizar el sesgo
import numpy as np


class ModeloLineal:
    """Modelo lineal con L2 y sesgo libre."""

    def __init__(self, lam):
        self.lam = lam

    def fit(self, x, y):
        x1 = self._con_unos(x)
        castigo = np.diag(np.r_[np.full(x.shape[1], self.lam), 0.0])
        self.theta = np.linalg.solve(x1.T @ x1 / len(y) + castigo, x1.T @ y / len(y))
        return self

    def mse(self, x, y):
        return np.square(self._con_unos(x) @ self.theta - y).mean()

    @staticmethod
    def _con_unos(x):
        return np.hstack([x, np.ones((len(x), 1))])


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    modelos = [ModeloLineal(lam).fit(x_train, y_train) for lam in grid]
    mejor = min(modelos, key=lambda m: m.mse(x_val, y_val))
    return {
        "train_error": np.array([m.mse(x_train, y_train) for m in modelos]),
        "val_error": np.array([m.mse(x_val, y_val) for m in modelos]),
        "l2": mejor.lam,
    }
