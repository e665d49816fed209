# error: ignora seed y usa siempre la misma
# pista: seed
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng(0)
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [rng.standard_normal((n_in, n_out)) / np.sqrt(n_in), np.zeros(n_out)]
    return weights
