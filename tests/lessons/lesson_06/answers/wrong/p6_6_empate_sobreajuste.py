# error: lee sobreajuste en una diferencia que está dentro del ruido
# pista: semilla
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "b", "half": "a", "deep": "d", "signal_34": 0.019**3}
