# error: cree que la red memorizó, cuando también falla en entrenamiento
# pista: entrenamiento
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "b", "deep": "d", "signal_34": 0.019**3}
