# error: el espejo cambia arriba por abajo en vez de izquierda por derecha
# pista: izquierda
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    a = np.array([[5, 1, 8, 3], [2, 7, 4, 9], [6, 3, 1, 5]])
    mirror = np.zeros((3, 4), dtype=int)
    mirror[:, 1:] = a[::-1][:, :-1]
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[1, 5, 5, 1], [7, 2, 2, 7], [3, 6, 6, 3]],
        "mirror": mirror.tolist(),
    }
