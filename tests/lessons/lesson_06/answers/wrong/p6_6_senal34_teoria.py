# error: usa el factor teórico 1/√2 por capa en vez del de la tabla
# pista: teoría
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 2 ** (-33 / 2)}
