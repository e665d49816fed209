# error: toma como piso el menor error de validación medido
# pista: etiqueta
def read_curve():
    """Tus cuatro lecturas de la curva."""
    val = [35.5, 34.3, 33.3, 30.0, 31.8, 53.4, 89.6]
    return {"best_l2": 0.01, "gap": "c", "floor": min(val), "report": "d"}
