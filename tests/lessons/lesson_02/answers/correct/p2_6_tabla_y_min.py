# variante: una tabla como diccionario y la función min
def read_table():
    """Tus cinco lecturas de la tabla."""
    tabla = {0: (12.8, 66.8), 1: (8.5, 51.9), 2: (7.7, 28.3), 3: (9.3, 16.4), 4: (10.4, 12.6)}
    tabla |= {6: (15.2, 15.3), 9: (21.2, 20.4), 12: (25.9, 25.0)}
    antes, despues = tabla[0][1] / 100, tabla[4][1] / 100
    return {
        "best_plain": min(tabla, key=lambda m: tabla[m][0]),
        "best_moved": min(tabla, key=lambda m: tabla[m][1]),
        "saved": antes * 1000 - despues * 1000,
        "why": "c",
        "mirror": "b",
    }
