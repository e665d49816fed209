# variante: una clase auxiliar que mide una columna
import numpy as np


class Columna:
    """Media y desviación de los datos conocidos de una columna."""

    def __init__(self, valores):
        datos = valores[~np.isnan(valores)]
        self.centro = float(np.mean(datos)) if len(datos) else 0.0
        distintos = len(set(datos.tolist()))
        self.escala = float(np.std(datos)) if distintos > 1 else 1.0


def fit_scaler(x):
    columnas = [Columna(x[:, j]) for j in range(x.shape[1])]
    return np.array([c.centro for c in columnas]), np.array([c.escala for c in columnas])


def apply_scaler(x, center, scale):
    z = (x - center[None, :]) / scale[None, :]
    z[np.isnan(z)] = 0.0
    return z
