# variante: descenso por el gradiente con una máscara nueva por paso y promedio de los últimos pesos
import numpy as np


def choose_rate(x_train, y_train, x_val, y_val, rates, seed):
    """Entrena con cada tasa de dropout y elige la de menor error de validación."""
    rng = np.random.default_rng(seed)
    n = len(y_train)
    # La columna de unos no se apaga
    a = np.hstack([x_train, np.ones((n, 1))])
    mse = {"train_error": [], "val_error": []}
    for rate in rates:
        theta = np.zeros(a.shape[1])
        suma = np.zeros_like(theta)
        pasos, quemados = 6000, 2000
        for t in range(pasos):
            mask = (rng.random(a.shape) >= rate) / (1 - rate)
            mask[:, -1] = 1
            m = a * mask
            g = 2 * m.T @ (m @ theta - y_train) / n
            # Cada columna con su propia tasa de aprendizaje, para que ninguna diverja
            theta = theta - 0.05 * (1 - rate) * g / np.mean(a**2, axis=0)
            if t >= quemados:
                suma += theta
        theta = suma / (pasos - quemados)
        mse["train_error"].append(float(np.mean((x_train @ theta[:-1] + theta[-1] - y_train) ** 2)))
        mse["val_error"].append(float(np.mean((x_val @ theta[:-1] + theta[-1] - y_val) ** 2)))
    mse["rate"] = rates[mse["val_error"].index(min(mse["val_error"]))]
    return mse
