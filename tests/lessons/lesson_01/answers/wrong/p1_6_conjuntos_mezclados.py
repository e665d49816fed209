# error: explica la brecha chica con imágenes repetidas en los dos conjuntos
# pista: ambos
def read_curve():
    """Tus cuatro lecturas de la curva."""
    return {"best_l2": 0.01, "gap": "d", "floor": 18.0, "report": "d"}
