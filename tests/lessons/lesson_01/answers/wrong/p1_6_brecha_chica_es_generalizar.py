# error: cree que una brecha chica basta para decir que la red generaliza bien
# pista: ambos
def read_curve():
    """Tus cuatro lecturas de la curva."""
    # Con λ = 0,3 casi no hay diferencia entre las curvas
    return {"best_l2": 0.01, "gap": "a", "floor": 18.0, "report": "d"}
