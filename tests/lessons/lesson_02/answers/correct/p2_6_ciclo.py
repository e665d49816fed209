# variante: busca los mínimos con un ciclo y arma el diccionario de a poco
def read_table():
    """Tus cinco lecturas de la tabla."""
    ms = [0, 1, 2, 3, 4, 6, 9, 12]
    plain = [12.8, 8.5, 7.7, 9.3, 10.4, 15.2, 21.2, 25.9]
    moved = [66.8, 51.9, 28.3, 16.4, 12.6, 15.3, 20.4, 25.0]
    respuesta = {}
    for clave, fila in (("best_plain", plain), ("best_moved", moved)):
        mejor = 0
        for k in range(len(ms)):
            if fila[k] < fila[mejor]:
                mejor = k
        respuesta[clave] = ms[mejor]
    respuesta["saved"] = round(1000 * 0.668) - round(1000 * 0.126)
    respuesta["why"] = "c"
    respuesta["mirror"] = "b"
    return respuesta
