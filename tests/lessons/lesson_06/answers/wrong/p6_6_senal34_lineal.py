# error: extrapola en línea recta: tres veces más capas, tres veces menos señal
# pista: multiplica
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "a", "deep": "d", "signal_34": 0.019 / 3}
