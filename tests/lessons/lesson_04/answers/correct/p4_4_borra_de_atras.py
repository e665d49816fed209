# variante: copia y va borrando las repetidas con np.delete
import numpy as np


def merge_twins(W, b, V, tol):
    W, b, V = W.copy(), b.copy(), V.copy()
    j = 0
    while j < W.shape[1]:
        gap = np.maximum(np.abs(W - W[:, [j]]).max(axis=0), np.abs(b - b[j]))
        extra = [i for i in np.flatnonzero(gap <= tol) if i > j]
        V[j] += V[extra].sum(axis=0)
        W, b, V = np.delete(W, extra, 1), np.delete(b, extra), np.delete(V, extra, 0)
        j += 1
    return W, b, V
