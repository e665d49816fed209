# error: cree que la red memorizó los 500 dígitos
# pista: entrenamiento
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 542, "why": "a", "mirror": "b"}
