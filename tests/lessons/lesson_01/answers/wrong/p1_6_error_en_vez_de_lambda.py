# error: en best_l2 escribe el menor error de validación en vez del λ que lo da
# pista: λ
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {"best_l2": 30.0, "gap": "c", "floor": 18.0, "report": "d"}
