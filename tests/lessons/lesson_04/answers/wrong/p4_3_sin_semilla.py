# error: crea un generador sin semilla: cada llamada da otra red
# pista: semilla
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    rng = np.random.default_rng()
    for k in range(len(sizes) - 1):
        n_in, n_out = sizes[k : k + 2]
        weights += [rng.standard_normal((n_in, n_out)) / np.sqrt(n_in), np.zeros(n_out)]
    return weights
