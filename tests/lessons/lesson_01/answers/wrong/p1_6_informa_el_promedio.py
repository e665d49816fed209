# error: informa el promedio de la curva, que mezcla modelos que no se van a usar
# pista: λ
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {"best_l2": 0.01, "gap": "c", "floor": 18.0, "report": "c"}
