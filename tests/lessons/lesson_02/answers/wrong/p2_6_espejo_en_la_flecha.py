# error: cree que la flecha sigue apuntando al mismo lado
# pista: flecha
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 542, "why": "c", "mirror": "c"}
