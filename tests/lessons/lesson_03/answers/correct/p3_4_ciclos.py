# variante: Python puro, con listas: dos pasadas por las máscaras
from itertools import product


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    medias, varianzas = [], []
    for fila in h.tolist():
        casos = []
        for prendidas in product((True, False), repeat=len(fila)):
            p, suma = 1.0, float(b)
            for on, wj, hj in zip(prendidas, w.tolist(), fila):
                p *= (1 - rate) if on else rate
                suma += wj * hj / (1 - rate) if on else 0.0
            casos.append((p, max(suma, 0.0)))
        media = sum(p * y for p, y in casos)
        medias.append(media)
        varianzas.append(sum(p * (y - media) ** 2 for p, y in casos))
    return medias, varianzas
