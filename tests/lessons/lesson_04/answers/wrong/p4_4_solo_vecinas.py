# error: compara solo con el último grupo: no ve gemelas separadas
# pista: lugar
import numpy as np


def merge_twins(W, b, V, tol):
    joint = np.vstack([W, b])
    first, rows = [], []
    for j in range(W.shape[1]):
        for g in range(len(first))[-1:]:
            if np.abs(joint[:, j] - joint[:, first[g]]).max() <= tol:
                rows[g] = rows[g] + V[j]
                break
        else:
            first.append(j)
            rows.append(V[j])
    return W[:, first], b[first], np.array(rows)
