# error: reparte el factor en doce pasos: entre la capa 1 y la 12 hay once
# pista: once
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 0.019 ** (33 / 12)}
