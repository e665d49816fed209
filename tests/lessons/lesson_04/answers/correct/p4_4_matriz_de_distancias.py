# variante: todas las distancias de una vez, y argmax
import numpy as np


def merge_twins(W, b, V, tol):
    joint = np.vstack([W, b])
    close = (np.abs(joint[:, :, None] - joint[:, None, :]) <= tol).all(axis=0)
    first, group = np.unique(close.argmax(axis=1), return_inverse=True)
    member = np.arange(len(first))[:, None] == group.ravel()
    return W[:, first], b[first], member.astype(float) @ V
