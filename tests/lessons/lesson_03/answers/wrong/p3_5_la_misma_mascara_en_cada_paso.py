# error: desciende con una sola máscara, sorteada antes del ciclo
# pista: máscara
import numpy as np


def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    rng = np.random.default_rng(seed)
    n, d = x_train.shape
    train_error, val_error = [], []
    for rate in rates:
        w, b = np.zeros(d), 0.0
        masked = x_train * (rng.random((n, d)) >= rate) / (1 - rate)
        for _ in range(3000):
            error = masked @ w + b - y_train
            w -= 0.02 * (1 - rate) * 2 * masked.T @ error / n
            b -= 0.02 * (1 - rate) * 2 * error.mean()
        train_error.append(np.mean((x_train @ w + b - y_train) ** 2))
        val_error.append(np.mean((x_val @ w + b - y_val) ** 2))
    best = rates[np.argmin(val_error)]
    return {"train_error": train_error, "val_error": val_error, "rate": best}
