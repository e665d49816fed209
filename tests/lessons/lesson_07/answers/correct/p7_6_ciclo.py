# variante: recorre la tabla con un ciclo
def read_table():
    tamanos = [1, 2, 5, 20, 100, 500]
    azar = [31.3, 29.3, 19.3, 13.0, 10.6, 10.3]
    menor = None
    for t, e in zip(tamanos, azar):
        if e - 10.1 < 1:
            menor = t
            break
    media = (30 + 80) / 2
    desv = (((30 - media) ** 2 + (80 - media) ** 2) / 2) ** 0.5
    return {"pair": (80 - media) / desv, "smallest": menor, "alone": "c", "by_age": "b"}
