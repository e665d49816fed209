# variante: un ciclo con la raíz once del factor, redondeada
def read_table():
    """Tus cuatro lecturas de la tabla."""
    factor = round(0.019 ** (1 / 11), 3)
    senal = 1.0
    for _capa in range(2, 35):
        senal *= factor
    respuesta = {}
    respuesta["tie"] = "c"
    respuesta["half"] = "a"
    respuesta["deep"] = "d"
    respuesta["signal_34"] = senal
    return respuesta
