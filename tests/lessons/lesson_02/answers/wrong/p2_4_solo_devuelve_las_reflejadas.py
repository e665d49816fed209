# error: devuelve solo las imágenes reflejadas y pierde las demás
# pista: todas
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    out = images[flip][:, :, ::-1]
    pts = points[flip][:, [1, 0, 2]]
    pts[:, :, 0] = w - 1 - pts[:, :, 0]
    box = boxes[flip]
    box[:, [0, 2]] = w - box[:, [2, 0]]
    return out, pts, box
