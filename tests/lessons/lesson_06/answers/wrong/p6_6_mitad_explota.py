# error: cree que con escala 0,5 la señal explota
# pista: señal
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "d", "deep": "d", "signal_34": 0.019**3}
