# variante: ciclos de Python, imagen por imagen y píxel por píxel
def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    n, h, w = images.shape
    out, pts, box = images.copy(), points.copy(), boxes.copy()
    for i in range(n):
        if not flip[i]:
            continue
        for f in range(h):
            for c in range(w):
                out[i, f, w - 1 - c] = images[i, f, c]
        for destino, origen in [(0, 1), (1, 0), (2, 2)]:
            x, y = points[i, origen]
            pts[i, destino, 0] = w - 1 - x
            pts[i, destino, 1] = y
        left, top, right, bottom = boxes[i]
        box[i, 0] = w - right
        box[i, 1] = top
        box[i, 2] = w - left
        box[i, 3] = bottom
    return out, pts, box
