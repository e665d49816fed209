# error: confunde subajuste con sobreajuste
# pista: entrenamiento
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {"best_l2": 0.01, "gap": "b", "floor": 18.0, "report": "d"}
