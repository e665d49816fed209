# error: culpa a las medias móviles
# pista: recalibr
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 0.8, "culprit": "a", "advice": "d"}
