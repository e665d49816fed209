# error: mueve las etiquetas y olvida reflejar la imagen
# pista: imagen
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    out, pts, box = images.copy(), points.copy(), boxes.copy()
    pts[flip, :, 0] = w - 1 - pts[flip, :, 0]
    pts[flip] = pts[flip][:, [1, 0, 2]]
    box[flip, 0] = w - boxes[flip, 2]
    box[flip, 2] = w - boxes[flip, 0]
    return out, pts, box
