# variante: RandomState y un solo sorteo largo que se reparte
import itertools

import numpy as np


def init_fixed(sizes, seed):
    total = sum(a * b for a, b in itertools.pairwise(sizes))
    numbers = np.random.RandomState(seed).randn(total)
    weights, used = [], 0
    for a, b in itertools.pairwise(sizes):
        weights.append(numbers[used : used + a * b].reshape(a, b) / np.sqrt(a))
        weights.append(np.zeros((b,)))
        used += a * b
    return weights
