# error: intercambia los ojos sin copiar: los dos quedan iguales
# pista: copia
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[2]
    out, pts, box = images.copy(), points.copy(), boxes.copy()
    for i in range(len(images)):
        if flip[i]:
            out[i] = images[i, :, ::-1]
            for k in range(3):
                pts[i, k, 0] = w - 1 - points[i, k, 0]
            pts[i, 0], pts[i, 1] = pts[i, 1], pts[i, 0]
            box[i, 0], box[i, 2] = w - box[i, 2], w - box[i, 0]
    return out, pts, box
