# error: no mira flip: refleja todas las imágenes
# pista: flip
import numpy as np


def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    nuevas = images[:, :, ::-1]
    pts = points.copy()
    pts[:, :, 0] = w - 1 - points[:, :, 0]
    pts = pts[:, [1, 0, 2]]
    cajas = np.stack([w - boxes[:, 2], boxes[:, 1], w - boxes[:, 0], boxes[:, 3]], axis=1)
    return nuevas, pts, cajas
