# variante: default_rng([seed, k]) por capa, en float32
import numpy as np


def init_fixed(sizes, seed):
    weights = []
    for k in range(len(sizes) - 1):
        rng = np.random.default_rng([seed, k])
        W = rng.standard_normal((sizes[k], sizes[k + 1])) / np.sqrt(sizes[k])
        weights += [W.astype(np.float32), np.zeros(sizes[k + 1], np.float32)]
    return weights
