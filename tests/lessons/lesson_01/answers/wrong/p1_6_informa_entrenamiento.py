# error: informa el error de entrenamiento como si fuera el de imágenes nuevas
# pista: nuevas
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {"best_l2": 0.01, "gap": "c", "floor": 18.0, "report": "a"}
