# error: toma 0,019 como el factor de cada capa, no el de once pasos
# pista: once
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 0.019**33}
