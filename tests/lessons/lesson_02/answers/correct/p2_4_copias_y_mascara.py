# variante: copias y máscara booleana
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    out, pts, box = images.copy(), points.copy(), boxes.copy()
    out[flip] = out[flip][:, :, ::-1]
    pts[flip, :, 0] = w - 1 - pts[flip, :, 0]
    pts[flip] = pts[flip][:, [1, 0, 2]]
    box[flip, 0] = w - boxes[flip, 2]
    box[flip, 2] = w - boxes[flip, 0]
    return out, pts, box
