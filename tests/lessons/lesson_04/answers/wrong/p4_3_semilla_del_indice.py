# error: cada capa se siembra solo con k, sin seed
# pista: seed
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        rng = np.random.default_rng(k)
        weights += [rng.standard_normal((n_in, n_out)) / np.sqrt(n_in), np.zeros(n_out)]
    return weights
