# error: elige un m intermedio que sirva para las dos filas
# pista: corridos
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 3, "saved": 542, "why": "c", "mirror": "b"}
