# variante: un paso de Newton desde cero con la pérdida completa, en una clase
import numpy as np


class Perdida:
    """Error cuadrático medio + λ·Σw² como función de θ = (w, b)."""

    def __init__(self, x, y, lam):
        self.x1 = np.c_[x, np.ones(len(x))]
        self.y = y
        self.mascara = np.append(np.full(x.shape[1], lam), 0.0)

    def gradiente(self, theta):
        residuo = self.x1 @ theta - self.y
        return 2 * self.x1.T @ residuo / len(self.y) + 2 * self.mascara * theta

    def hessiana(self):
        return 2 * self.x1.T @ self.x1 / len(self.y) + 2 * np.diag(self.mascara)


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    perdida = Perdida(x, y, l2)
    theta = np.zeros(x.shape[1] + 1)
    # La pérdida es cuadrática: un paso de Newton llega al mínimo
    theta = theta - np.linalg.solve(perdida.hessiana(), perdida.gradiente(theta))
    return theta[:-1], theta[-1]
