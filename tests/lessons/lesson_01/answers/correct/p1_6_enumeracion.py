# variante: el piso contando casos: todas las parejas de dígito verdadero y etiqueta sorteada
import numpy as np


def read_curve():
    """Tus cuatro lecturas de la curva."""
    digito, sorteada = np.meshgrid(np.arange(10), np.arange(10))
    falla_si_se_sortea = np.mean(digito != sorteada)
    piso = 0.8 * 0.0 + 0.2 * falla_si_se_sortea
    return {"best_l2": 1e-2, "gap": "c", "floor": 100 * piso, "report": "d"}
