# variante: los números en float32
import numpy as np


def read_table():
    """Tus cinco lecturas de la tabla."""
    f = np.float32
    saved = f(1000) * (f(66.8) - f(12.6)) / f(100)
    return dict(best_plain=f(2), best_moved=f(4), saved=saved, why="c", mirror="b")
