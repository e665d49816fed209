# variante: convierte todo a float32
import numpy as np

F = np.float32


def capa_bn(z, capa, m, v, epsilon):
    y = capa["gamma"].astype(F) * (z - m) / np.sqrt(v + F(epsilon)) + capa["beta"].astype(F)
    return np.maximum(y, F(0))


def recalibrate(hidden, x, epsilon):
    """Medias y varianzas de lo que llega a cada BN al pasar todas las filas de x."""
    x = np.asarray(x, F)
    medias, varianzas = [], []
    for capa in hidden:
        z = x @ capa["kernel"].astype(F)
        medias.append(z.mean(axis=0))
        varianzas.append(z.var(axis=0))
        x = capa_bn(z, capa, medias[-1], varianzas[-1], epsilon)
    return medias, varianzas


def choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon):
    """Aciertos antes y después de recalibrar con cada tamaño, y el menor que basta."""

    def medir(medias, varianzas):
        x = np.asarray(x_val, F)
        for capa, m, v in zip(hidden, medias, varianzas):
            x = capa_bn(
                x @ capa["kernel"].astype(F), capa, np.asarray(m, F), np.asarray(v, F), epsilon
            )
        return 100 * np.mean(np.argmax(x @ kernel_out.astype(F), axis=1) == y_val)

    before = medir([c["moving_mean"] for c in hidden], [c["moving_variance"] for c in hidden])
    after = np.array([medir(*recalibrate(hidden, x_train[:n], epsilon)) for n in sizes])
    size = np.asarray(sizes)[after >= after.max() - 1].min()
    return {"before": before, "after": after, "size": size}
