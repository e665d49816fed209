# error: cree que correr un dígito cambia su etiqueta
# pista: etiqueta
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 542, "why": "d", "mirror": "b"}
