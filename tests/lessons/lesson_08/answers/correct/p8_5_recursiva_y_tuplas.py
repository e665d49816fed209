# variante: recursiva capa por capa; recalibrate devuelve una tupla de tuplas
import numpy as np


def salida(x, capa, m, v, epsilon):
    z = x @ capa["kernel"]
    return np.where(
        (y := capa["gamma"] * (z - m) / (v + epsilon) ** 0.5 + capa["beta"]) > 0, y, 0.0
    )


def recalibrate(hidden, x, epsilon):
    """Medias y varianzas de lo que llega a cada BN al pasar todas las filas de x."""
    if not hidden:
        return (), ()
    capa, *resto = hidden
    z = x @ capa["kernel"]
    m, v = np.mean(z, axis=0), np.var(z, axis=0)
    ms, vs = recalibrate(resto, salida(x, capa, m, v, epsilon), epsilon)
    return (m, *ms), (v, *vs)


def choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon):
    """Aciertos antes y después de recalibrar con cada tamaño, y el menor que basta."""

    def medir(estadisticas):
        x = x_val.copy()
        for capa, m, v in zip(hidden, *estadisticas):
            x = salida(x, capa, m, v, epsilon)
        return np.count_nonzero((x @ kernel_out).argmax(1) == y_val) / y_val.size * 100

    traia = list(zip(*((c["moving_mean"], c["moving_variance"]) for c in hidden)))
    medidos = {n: medir(recalibrate(hidden, x_train[:n], epsilon)) for n in sizes}
    mejor = max(medidos.values())
    return {
        "before": medir(traia),
        "after": np.array(list(medidos.values())),
        "size": next(n for n, a in medidos.items() if mejor - a <= 1),
    }
