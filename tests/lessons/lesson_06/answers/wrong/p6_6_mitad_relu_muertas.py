# error: cree que pesos más chicos apagan más ReLU
# pista: signo
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"tie": "c", "half": "c", "deep": "d", "signal_34": 0.019**3}
