# error: promedia las filas de V en vez de sumarlas
# pista: promedi
import numpy as np


def merge_twins(W, b, V, tol):
    joint = np.vstack([W, b])
    first, rows = [], []
    for j in range(W.shape[1]):
        for g in range(len(first)):
            if np.abs(joint[:, j] - joint[:, first[g]]).max() <= tol:
                rows[g].append(V[j])
                break
        else:
            first.append(j)
            rows.append([V[j]])
    return W[:, first], b[first], np.array([np.mean(r, axis=0) for r in rows])
