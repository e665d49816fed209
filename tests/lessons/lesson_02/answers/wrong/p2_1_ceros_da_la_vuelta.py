# error: usa np.roll: lo que sale por un lado vuelve a entrar por el otro
# pista: ceros
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    a = np.array([[5, 1, 8, 3], [2, 7, 4, 9], [6, 3, 1, 5]])
    return {
        "zeros": np.roll(a, (1, 2), axis=(0, 1)).tolist(),
        "reflect": [[1, 5, 5, 1], [7, 2, 2, 7], [3, 6, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
