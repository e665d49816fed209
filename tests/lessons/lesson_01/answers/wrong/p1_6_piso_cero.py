# error: cree que una red perfecta no falla, aunque las etiquetas estén cambiadas
# pista: etiqueta
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {"best_l2": 0.01, "gap": "c", "floor": 0.0, "report": "d"}
