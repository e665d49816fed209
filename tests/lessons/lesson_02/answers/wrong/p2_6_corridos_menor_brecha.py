# error: elige m = 12, donde la brecha es la menor
# pista: mínimo
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 12, "saved": 542, "why": "c", "mirror": "b"}
