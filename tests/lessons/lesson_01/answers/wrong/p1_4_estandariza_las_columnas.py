# error: estandariza las columnas y penaliza los pesos en esas unidades, no los de x
# pista: desviación
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    media = x.mean(axis=0)
    desviacion = x.std(axis=0)
    z = (x - media) / desviacion
    u = np.linalg.solve(z.T @ z / n + l2 * np.eye(d), z.T @ (y - y.mean()) / n)
    # De vuelta a las unidades originales
    w = u / desviacion
    return w, y.mean() - media @ w
