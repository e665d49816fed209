# error: guarda el resultado en las imágenes que recibe
# pista: copia
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    for i in range(len(images)):
        images[i] = np.clip(images[i].astype(int) + delta[i], 0, 255)
    return images
