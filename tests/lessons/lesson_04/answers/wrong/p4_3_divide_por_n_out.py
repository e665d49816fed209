# error: usa las neuronas de salida, no las entradas
# pista: entrada
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng(seed)
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [rng.standard_normal((n_in, n_out)) / np.sqrt(n_out), np.zeros(n_out)]
    return weights
