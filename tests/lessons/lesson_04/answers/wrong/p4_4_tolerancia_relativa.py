# error: np.allclose con rtol: la tolerancia es relativa
# pista: tol
import numpy as np


def merge_twins(W, b, V, tol):
    joint = np.vstack([W, b])
    first, rows = [], []
    for j in range(W.shape[1]):
        for g in range(len(first)):
            if np.allclose(joint[:, j], joint[:, first[g]], rtol=tol, atol=0):
                rows[g] = rows[g] + V[j]
                break
        else:
            first.append(j)
            rows.append(V[j])
    return W[:, first], b[first], np.array(rows)
