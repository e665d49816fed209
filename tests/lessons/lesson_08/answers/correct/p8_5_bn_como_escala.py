# variante: BN de inferencia como una escala y un corrimiento en el kernel; cuenta en enteros
import numpy as np


def plegar(capa, media, varianza, epsilon):
    """BN de inferencia dentro del kernel: x @ kernel * a + b."""
    a = capa["gamma"] / np.sqrt(varianza + epsilon)
    return capa["kernel"] * a, capa["beta"] - a * media


def recalibrate(hidden, x, epsilon):
    """Medias y varianzas de lo que llega a cada BN al pasar todas las filas de x."""
    pares = []
    for capa in hidden:
        z = x @ capa["kernel"]
        media = z.sum(axis=0) / len(z)
        pares.append((media, np.square(z - media).sum(axis=0) / len(z)))
        kernel, bias = plegar(capa, *pares[-1], epsilon)
        x = np.maximum(x @ kernel + bias, 0)
    medias, varianzas = zip(*pares)
    return list(medias), list(varianzas)


def choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon):
    """Aciertos antes y después de recalibrar con cada tamaño, y el menor que basta."""

    def cuenta(medias, varianzas):
        x = x_val
        for capa, m, v in zip(hidden, medias, varianzas):
            kernel, bias = plegar(capa, m, v, epsilon)
            x = np.maximum(x @ kernel + bias, 0)
        return int(np.sum(np.argmax(x @ kernel_out, axis=1) == y_val))

    antes = cuenta([c["moving_mean"] for c in hidden], [c["moving_variance"] for c in hidden])
    buenos = [cuenta(*recalibrate(hidden, x_train[:n], epsilon)) for n in sizes]
    tope = max(buenos) - len(y_val) / 100
    return {
        "before": 100 * antes / len(y_val),
        "after": 100 * np.array(buenos) / len(y_val),
        "size": int(min(n for n, b in zip(sizes, buenos) if b >= tope)),
    }
