# error: cuenta capas, 34/12, en vez de pasos entre capas, 33/11
# pista: pasos
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 0.019 ** (34 / 12)}
