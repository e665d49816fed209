# error: sortea uniformes con la misma desviación, no normales
# pista: normal
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng(seed)
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(3 / n_in), np.zeros(n_out)]
    return weights
