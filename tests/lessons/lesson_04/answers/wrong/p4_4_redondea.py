# error: redondea a los decimales de tol y usa np.unique ordenado por aparición
# pista: redonde
import numpy as np


def merge_twins(W, b, V, tol):
    keys = np.round(np.vstack([W, b]) / tol).T
    groups = {}
    for j, key in enumerate(keys):
        groups.setdefault(tuple(key), []).append(j)
    first = [g[0] for g in groups.values()]
    return W[:, first], b[first], np.array([V[g].sum(axis=0) for g in groups.values()])
