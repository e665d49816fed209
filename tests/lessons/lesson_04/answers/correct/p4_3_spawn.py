# variante: un generador por capa, hijos de SeedSequence
import numpy as np


def init_fixed(sizes, seed):
    children = np.random.SeedSequence(seed).spawn(len(sizes) - 1)
    weights = []
    for k, child in enumerate(children):
        rng = np.random.default_rng(child)
        weights.append(rng.standard_normal((sizes[k], sizes[k + 1])) / np.sqrt(sizes[k]))
        weights.append(np.zeros(sizes[k + 1]))
    return weights
