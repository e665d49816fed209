# variante: copias con tile, en float32, y la misma semilla en cada tasa
import numpy as np


def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    xt, yt, xv, yv = (np.asarray(a, np.float32) for a in (x_train, y_train, x_val, y_val))
    salida = {"train_error": np.empty(len(rates)), "val_error": np.empty(len(rates))}
    for i, rate in enumerate(rates):
        rng = np.random.RandomState(seed)
        copias = np.tile(xt, (250, 1))
        copias[rng.rand(*copias.shape) < rate] = 0
        copias /= np.float32(1 - rate)
        diseño = np.hstack([copias, np.ones((len(copias), 1), np.float32)])
        *w, b = np.linalg.lstsq(diseño, np.tile(yt, 250), rcond=None)[0]
        salida["train_error"][i] = np.square(xt @ np.array(w) + b - yt).mean()
        salida["val_error"][i] = np.square(xv @ np.array(w) + b - yv).mean()
    salida["rate"] = np.float32(rates[salida["val_error"].argmin()])
    return salida
