# variante: ciclos de Python, imagen por imagen
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    marco = np.pad(x, ((0, 0), (h, h), (w, w)), mode="symmetric")
    out = np.empty_like(x)
    for i in range(n):
        fila, col = h - down[i], w - right[i]
        out[i] = marco[i, fila : fila + h, col : col + w]
    return out


def augment(x, y, shift, copies, seed):
    """Las imágenes y `copies` versiones corridas de cada una, con sus etiquetas."""
    rng = np.random.default_rng(seed)
    imagenes, etiquetas = list(x), list(y)
    for _ in range(copies):
        for i in range(len(x)):
            d = rng.integers(-shift, shift + 1)
            r = rng.integers(-shift, shift, endpoint=True)
            imagenes.append(shift_batch(x[i : i + 1], np.array([d]), np.array([r]))[0])
            etiquetas.append(y[i])
    return np.array(imagenes), np.array(etiquetas)


def choose_shift(x_train, y_train, x_val, y_val, shifts, copies, seed):
    """El error de validación con cada desplazamiento, y el que conviene."""
    val_error = []
    mejor = shifts[0]
    for m in shifts:
        memory, labels = augment(x_train, y_train, m, copies, seed)
        malas = 0
        for v, etiqueta in zip(x_val, y_val):
            menor, respuesta = float("inf"), None
            for im, clase in zip(memory, labels):
                d = np.sqrt(np.sum((im.astype(float) - v) ** 2))
                if d < menor:
                    menor, respuesta = d, clase
            malas += respuesta != etiqueta
        val_error.append(malas / len(x_val))
        if val_error[-1] < min(val_error[:-1], default=2):
            mejor = m
    return {"val_error": np.array(val_error), "shift": mejor}
