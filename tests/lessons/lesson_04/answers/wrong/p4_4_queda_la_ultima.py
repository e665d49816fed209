# error: deja los pesos de la última del grupo
# pista: primera
import numpy as np


def merge_twins(W, b, V, tol):
    last = {}
    joint = np.vstack([W, b])
    first, rows = [], []
    for j in range(W.shape[1]):
        for g in range(len(first)):
            if np.abs(joint[:, j] - joint[:, first[g]]).max() <= tol:
                rows[g] = rows[g] + V[j]
                last[g] = j
                break
        else:
            first.append(j)
            rows.append(V[j])
    return (
        W[:, [last.get(g, f) for g, f in enumerate(first)]],
        b[[last.get(g, f) for g, f in enumerate(first)]],
        np.array(rows),
    )
