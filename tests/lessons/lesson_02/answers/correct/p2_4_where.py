# variante: np.where entre el original y el reflejo de todo el lote
import numpy as np


def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    w = images.shape[-1]
    espejo_i = images[..., ::-1]
    espejo_p = np.stack([w - 1 - points[..., 0], points[..., 1]], axis=-1)[:, [1, 0, 2], :]
    espejo_b = boxes * np.array([-1, 1, -1, 1]) + np.array([w, 0, w, 0])
    espejo_b = espejo_b[:, [2, 1, 0, 3]]
    m = flip[:, None]
    return (
        np.where(m[:, :, None], espejo_i, images),
        np.where(m[:, :, None], espejo_p, points),
        np.where(m, espejo_b, boxes),
    )
