# variante: distancias con el cuadrado desarrollado; el vecino se ubica con el resto de la división
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
    bloques = [x]
    for _ in range(copies):
        down = rng.integers(-shift, shift + 1, len(x))
        right = rng.integers(-shift, shift + 1, len(x))
        bloques.append(shift_batch(x, down, right))
    return np.concatenate(bloques), np.tile(y, copies + 1)


def distancias(a, b):
    """Las distancias al cuadrado de cada b a cada a."""
    a = a.reshape(len(a), -1).astype(float)
    b = b.reshape(len(b), -1).astype(float)
    return (b**2).sum(1)[:, None] + (a**2).sum(1)[None, :] - 2 * b @ a.T


def choose_shift(x_train, y_train, x_val, y_val, shifts, copies, seed):
    """El error de validación con cada desplazamiento, y el que conviene."""
    errores = np.zeros(len(shifts))
    for k, m in enumerate(shifts):
        memory, _ = augment(x_train, y_train, m, copies, seed)
        cual = distancias(memory, x_val).argmin(axis=1) % len(x_train)
        errores[k] = (y_train[cual] != y_val).mean()
    return {"val_error": errores, "shift": shifts[int(errores.argmin())]}
