# error: mide los dos errores con el dropout encendido
# pista: con máscara
import numpy as np


def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    rng = np.random.default_rng(seed)
    copies = np.repeat(x_train, 200, axis=0)
    targets = np.repeat(y_train, 200)
    ones = np.ones(len(copies))
    train_error, val_error = [], []
    for rate in rates:
        masked = copies * (rng.random(copies.shape) >= rate) / (1 - rate)
        theta = np.linalg.lstsq(np.c_[masked, ones], targets, rcond=None)[0]
        w, b = theta[:-1], theta[-1]
        on_train = (rng.random(x_train.shape) >= rate) / (1 - rate)
        on_val = (rng.random(x_val.shape) >= rate) / (1 - rate)
        train_error.append(np.mean(((x_train * on_train) @ w + b - y_train) ** 2))
        val_error.append(np.mean(((x_val * on_val) @ w + b - y_val) ** 2))
    best = rates[np.argmin(val_error)]
    return {
        "train_error": np.array(train_error),
        "val_error": np.array(val_error),
        "rate": best,
    }
