# error: aprovecha de poner la desviación de He, √(2/n_in)
# pista: escala
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng(seed)
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in), np.zeros(n_out)]
    return weights
