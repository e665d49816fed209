# error: cuenta solo los 22 pasos que faltan desde la capa 12
# pista: capa 1
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 0.019**2}
