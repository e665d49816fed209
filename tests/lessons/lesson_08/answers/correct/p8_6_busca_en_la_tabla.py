# variante: recorre las filas de derecha a izquierda
def read_table():
    """Tus cuatro lecturas de la tabla."""
    tamanos = [2, 4, 8, 16, 32, 64, 128]
    sin = [11.1, 11.3, 12.0, 14.1, 18.6, 27.1, 47.8]
    con = [35.9, 12.1, 10.3, 11.6, 13.7, 18.7, 27.8]
    desde = None
    for n, a, b in reversed(list(zip(tamanos, sin, con))):
        if b >= a:
            break
        desde = n
    return {"from_size": desde, "fraction": 1 - 1 / 5, "culprit": "b", "advice": "d"}
