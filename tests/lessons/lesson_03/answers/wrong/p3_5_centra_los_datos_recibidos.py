# error: centra los cuatro arreglos in situ y los deja cambiados
# pista: copia
import numpy as np


def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    rng = np.random.default_rng(seed)
    media = y_train.mean()
    y_train -= media
    y_val -= media
    copias = np.repeat(x_train, 200, axis=0)
    metas = np.repeat(y_train, 200)
    train_error, val_error = [], []
    for rate in rates:
        prendida = rng.random(copias.shape) >= rate
        a = np.column_stack([copias * prendida / (1 - rate), np.ones(len(copias))])
        theta = np.linalg.lstsq(a, metas, rcond=None)[0]
        train_error.append(np.mean((x_train @ theta[:-1] + theta[-1] - y_train) ** 2))
        val_error.append(np.mean((x_val @ theta[:-1] + theta[-1] - y_val) ** 2))
    mejor = rates[int(np.argmin(val_error))]
    return {"train_error": train_error, "val_error": val_error, "rate": mejor}
