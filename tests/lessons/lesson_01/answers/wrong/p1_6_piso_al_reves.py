# error: cuenta las etiquetas al azar que coinciden por suerte (2 %) en vez de las que no
# pista: azar
def read_curve():
    """Tus cuatro lecturas de la curva."""
    piso = 20 * 1 / 10
    return {"best_l2": 0.01, "gap": "c", "floor": piso, "report": "d"}
