# error: sortea también los sesgos
# pista: sesgo
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng(seed)
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [
            rng.standard_normal((n_in, n_out)) / np.sqrt(n_in),
            rng.standard_normal(n_out) / np.sqrt(n_in),
        ]
    return weights
