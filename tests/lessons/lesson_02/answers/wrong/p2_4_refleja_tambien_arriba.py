# error: a la caja también le refleja top y bottom con H
# pista: top
import numpy as np


def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    h, w = images.shape[1:]
    out, pts, box = images.copy(), points.copy(), boxes.copy()
    for i in np.flatnonzero(flip):
        out[i] = np.fliplr(images[i])
        pts[i, :, 0] = w - 1 - points[i, :, 0]
        pts[i] = pts[i, [1, 0, 2]]
        left, top, right, bottom = boxes[i]
        box[i] = w - right, h - bottom, w - left, h - top
    return out, pts, box
