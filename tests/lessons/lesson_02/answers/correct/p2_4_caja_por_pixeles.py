# variante: los filos de la caja pasan por el último píxel incluido
import numpy as np


def reflejar(punto, w):
    """El píxel reflejado, como (x, y)."""
    return [w - 1 - punto[0], punto[1]]


def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    imagenes, puntos, cajas = [], [], []
    for im, p, b, f in zip(images, points, boxes, flip):
        if f:
            im = im[:, ::-1]
            p = np.array([reflejar(p[1], w), reflejar(p[0], w), reflejar(p[2], w)])
            primero, ultimo = b[0], b[2] - 1
            b = np.array([w - 1 - ultimo, b[1], w - 1 - primero + 1, b[3]])
        imagenes.append(im)
        puntos.append(p)
        cajas.append(b)
    return np.array(imagenes), np.array(puntos), np.array(cajas)
