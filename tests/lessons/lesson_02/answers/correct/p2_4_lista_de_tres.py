# variante: devuelve una lista de tres arreglos; refleja con índices enteros
import numpy as np


def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    cuales = np.nonzero(flip)[0]
    w = images.shape[2]
    salida = [images.copy(), points.copy(), boxes.copy()]
    columnas = np.arange(w)[::-1]
    salida[0][cuales] = images[cuales][:, :, columnas]
    salida[1][cuales, :, 0] = columnas[points[cuales, :, 0]]
    izquierdo = salida[1][cuales, 0]
    salida[1][cuales, 0] = salida[1][cuales, 1]
    salida[1][cuales, 1] = izquierdo
    salida[2][cuales, 0] = w - boxes[cuales, 2]
    salida[2][cuales, 2] = w - boxes[cuales, 0]
    return salida
