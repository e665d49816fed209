# error: cree que bastan más épocas en una red de 40 capas
# pista: 40 capas
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "c", "signal_34": 0.019**3}
