# error: busca razón 1 y cree que C sigue encendida
# pista: repetir
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "C",
        "frozen": "E",
        "double": "A",
        "ratio": 1.25,
    }
