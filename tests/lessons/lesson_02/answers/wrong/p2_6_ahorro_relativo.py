# error: da la baja relativa, 81 %, llevada a 1.000
# pista: resta
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 811, "why": "c", "mirror": "b"}
