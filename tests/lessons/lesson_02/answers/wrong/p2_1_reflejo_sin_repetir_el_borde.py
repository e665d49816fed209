# error: refleja sin repetir el píxel del borde, como np.pad con mode='reflect'
# pista: filo
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    a = np.array([[5, 1, 8, 3], [2, 7, 4, 9], [6, 3, 1, 5]])
    marco = np.pad(a, ((0, 0), (2, 0)), mode="reflect")
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": marco[:, :4].tolist(),
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
