# error: de un empate entre dos escalas concluye que ninguna importa
# pista: escala
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "d", "half": "a", "deep": "d", "signal_34": 0.019**3}
