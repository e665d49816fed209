# variante: con arreglos y una máscara
import numpy as np


def read_table():
    tam = np.array([1, 2, 5, 20, 100, 500])
    azar = np.array([31.3, 29.3, 19.3, 13.0, 10.6, 10.3])
    edades = np.array([30, 80])
    z = (edades - edades.mean()) / edades.std()
    return dict(pair=z[1], smallest=tam[azar < 10.1 + 1].min(), alone="c", by_age="b")
