# error: generaliza de 12 capas a cualquier profundidad
# pista: profund
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "a", "signal_34": 0.019**3}
