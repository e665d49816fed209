# error: trabaja sobre los arreglos que recibe, sin copiarlos
# pista: copia
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    out, pts, box = images, points, boxes
    out[flip] = out[flip][:, :, ::-1]
    pts[flip, :, 0] = w - 1 - pts[flip, :, 0]
    pts[flip] = pts[flip][:, [1, 0, 2]]
    left, right = box[flip, 0], box[flip, 2]
    box[flip, 0] = w - right
    box[flip, 2] = w - left
    return out, pts, box
