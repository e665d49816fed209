# variante: busca el factor por bisección y la columna en la lista
def raiz(total, veces):
    bajo, alto = 1.0, total
    for _ in range(60):
        medio = (bajo + alto) / 2
        if medio**veces < total:
            bajo = medio
        else:
            alto = medio
    return alto


def read_table():
    ganancias = [0.5, 0.75, 1, 1.33, 1.67, 2.5, 4]
    respuesta = {"saturated": "b", "both": "c"}
    respuesta["bug"] = min(ganancias, key=lambda g: abs(g - 1 / 2))
    respuesta["per_layer"] = raiz(49, 10 - 1)
    return respuesta
