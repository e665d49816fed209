# variante: ciclos de Python, sumando de a una casa
def by_hand():
    casas = [10, 15, 20, 30, 30]
    total, menor, mayor = 0, casas[0], casas[0]
    for c in casas:
        total += c
        if c < menor:
            menor = c
        if c > mayor:
            mayor = c
    media = total / len(casas)
    cuadrados = 0
    for c in casas:
        cuadrados += (c - media) ** 2
    desviacion = (cuadrados / len(casas)) ** 0.5
    minmax, estandar = [], []
    for c in casas:
        minmax.append((c - menor) / (mayor - menor))
        estandar.append((c - media) / desviacion)
    return {
        "minmax": minmax,
        "standard": estandar,
        "new_minmax": (45 - menor) / (mayor - menor),
        "new_standard": (45 - media) / desviacion,
        "years": -2 * desviacion + media,
    }
