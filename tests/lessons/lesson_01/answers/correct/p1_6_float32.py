# variante: los dos números en float32
import numpy as np


def read_curve():
    """Tus cuatro lecturas de la curva."""
    f = np.float32
    piso = f(100) * (f(0.2) * f(9) / f(10))
    return {"best_l2": f(0.01), "gap": "c", "floor": piso, "report": "d"}
