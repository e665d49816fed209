# variante: cuenta las entradas con un ciclo y escala una copia in situ
def fixed_he(noise):
    """La misma función, corregida."""
    pesos = []
    for ruido in noise:
        fan_in = 1
        for k in range(ruido.ndim - 1):
            fan_in = fan_in * ruido.shape[k]
        w = ruido.copy()
        w *= (2 / fan_in) ** 0.5
        pesos.append(w)
    return pesos
