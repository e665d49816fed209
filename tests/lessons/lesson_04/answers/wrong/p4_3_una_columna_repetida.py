# error: sortea una sola neurona y la repite
# pista: neurona
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng(seed)
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [
            np.tile(rng.standard_normal((n_in, 1)), (1, n_out)) / np.sqrt(n_in),
            np.zeros(n_out),
        ]
    return weights
