# variante: un generador, con rng.normal y comprensión
import itertools

import numpy as np


def init_fixed(sizes, seed):
    rng = np.random.default_rng(seed)
    pairs = itertools.pairwise(sizes)
    return [a for n, m in pairs for a in (rng.normal(0, n**-0.5, size=(n, m)), np.zeros(m))]
