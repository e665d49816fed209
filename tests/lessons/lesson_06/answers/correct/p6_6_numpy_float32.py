# variante: escalar de NumPy en float32 y letras en un arreglo
import numpy as np


def read_table():
    """Tus cuatro lecturas de la tabla."""
    letras = np.array(["c", "a", "d"])
    return {
        "tie": str(letras[0]),
        "half": str(letras[1]),
        "deep": str(letras[2]),
        "signal_34": np.prod(np.full(3, 0.019, np.float32)),
    }
