# error: entrega los grupos ordenados por valor y no por aparición
# pista: orden
import numpy as np


def merge_twins(W, b, V, tol):
    joint = np.vstack([W, b])
    first, rows = [], []
    for j in range(W.shape[1]):
        for g in range(len(first)):
            if np.abs(joint[:, j] - joint[:, first[g]]).max() <= tol:
                rows[g] = rows[g] + V[j]
                break
        else:
            first.append(j)
            rows.append(V[j])
    o = np.array(first)[np.argsort(W[0, first])]
    return W[:, o], b[o], np.array(rows)[np.argsort(W[0, first])]
