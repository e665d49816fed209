# error: entrega el porcentaje de aciertos en vez del de errores
# pista: error
def read_curve():
    """Tus cuatro lecturas de la curva."""
    # Acierta el 80 % limpio y, de las cambiadas, una de cada diez
    piso = 80 + 20 / 10
    return {"best_l2": 0.01, "gap": "c", "floor": piso, "report": "d"}
