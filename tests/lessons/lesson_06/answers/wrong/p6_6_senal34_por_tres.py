# error: multiplica el factor por 3 en vez de elevarlo a 3
# pista: tres veces
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 3 * 0.019}
