# variante: copia, apaga por índices y divide in situ
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    salida, vuelta = x.copy(), grad.copy()
    for arreglo in (salida, vuelta):
        for i, apagados in enumerate(u < rate):
            arreglo[i][:, :, apagados] = 0
        arreglo /= 1 - rate
    return salida, vuelta
