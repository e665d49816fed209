# variante: ciclos de Python y diccionario; V en copia


def alike(W, b, i, j, tol):
    for d in range(W.shape[0]):
        if abs(W[d, i] - W[d, j]) > tol:
            return False
    return abs(b[i] - b[j]) <= tol


def merge_twins(W, b, V, tol):
    groups = {}
    for j in range(len(b)):
        owner = next((i for i in groups if alike(W, b, i, j, tol)), None)
        if owner is None:
            groups[j] = V[j].copy()
        else:
            groups[owner] += V[j]
    keep = list(groups)
    return [W[:, keep].tolist(), b[keep].tolist(), [list(r) for r in groups.values()]]
