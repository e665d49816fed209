# error: compara los promedios y olvida cuánto cambian entre semillas
# pista: semilla
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "a", "half": "a", "deep": "d", "signal_34": 0.019**3}
