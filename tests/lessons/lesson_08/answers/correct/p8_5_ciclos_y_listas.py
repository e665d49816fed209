# variante: ciclos de Python por neurona y por ejemplo; «after» es una lista
import math

import numpy as np


def recalibrate(hidden, x, epsilon):
    """Medias y varianzas de lo que llega a cada BN al pasar todas las filas de x."""
    medias, varianzas = [], []
    entra = x
    for capa in hidden:
        z = np.dot(entra, capa["kernel"])
        n, d = z.shape
        m, v, sale = np.zeros(d), np.zeros(d), np.zeros((n, d))
        for j in range(d):
            m[j] = sum(z[:, j]) / n
            v[j] = sum((z[:, j] - m[j]) ** 2) / n
            for i in range(n):
                bn = capa["gamma"][j] * (z[i, j] - m[j]) / math.sqrt(v[j] + epsilon)
                sale[i, j] = max(0.0, bn + capa["beta"][j])
        medias.append(m)
        varianzas.append(v)
        entra = sale
    return medias, varianzas


def choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon):
    """Aciertos antes y después de recalibrar con cada tamaño, y el menor que basta."""

    def medir(medias, varianzas):
        entra = x_val
        for k in range(len(hidden)):
            capa = hidden[k]
            z = (entra @ capa["kernel"] - medias[k]) / np.sqrt(varianzas[k] + epsilon)
            z = capa["gamma"] * z + capa["beta"]
            entra = z * (z > 0)
        bien = 0
        for puntajes, clase in zip(entra @ kernel_out, y_val):
            if np.argmax(puntajes) == clase:
                bien += 1
        return 100 * bien / len(y_val)

    antes = medir([c["moving_mean"] for c in hidden], [c["moving_variance"] for c in hidden])
    after = []
    for n in sizes:
        after.append(medir(*recalibrate(hidden, x_train[:n], epsilon)))
    for n, a in zip(sizes, after):
        if a >= max(after) - 1:
            elegido = n
            break
    return {"before": antes, "after": after, "size": elegido}
