# error: suma el ruido de entrenamiento con el de validación
# pista: validación
def read_curve():
    """Tus cuatro lecturas de la curva."""
    ruido = 0.2 * 0.9
    return {"best_l2": 0.01, "gap": "c", "floor": 100 * (ruido + ruido), "report": "d"}
