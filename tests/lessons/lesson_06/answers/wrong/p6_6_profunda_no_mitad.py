# error: cree que la tabla desmiente la mitad que apaga ReLU
# pista: √2
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "b", "signal_34": 0.019**3}
