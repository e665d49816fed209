# error: refleja imágenes y puntos y deja las cajas donde estaban
# pista: caja
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    out, pts, box = images.copy(), points.copy(), boxes.copy()
    out[flip] = out[flip][:, :, ::-1]
    pts[flip, :, 0] = w - 1 - pts[flip, :, 0]
    pts[flip] = pts[flip][:, [1, 0, 2]]
    return out, pts, box
