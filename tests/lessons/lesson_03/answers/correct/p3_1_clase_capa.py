# variante: una clase que guarda la máscara entre la ida y la vuelta
class Dropout:
    """Una capa de dropout invertido con el sorteo ya hecho."""

    def __init__(self, tasa, sorteo):
        self.mascara = [(u >= tasa) / (1 - tasa) for u in sorteo]

    def adelante(self, h, entrenando):
        return [m * a for m, a in zip(self.mascara, h)] if entrenando else list(h)

    def atras(self, grad):
        return [m * g for m, g in zip(self.mascara, grad)]


def mask_by_hand():
    """Tus resultados de lápiz y papel: tres listas de cuatro números y un número."""
    capa = Dropout(0.2, [0.65, 0.15, 0.85, 0.4])
    h, w, dy = [4, 6, 0, 2], [1, -1, 3, 2], 2
    salida = capa.adelante(h, entrenando=True)
    prediccion = capa.adelante(h, entrenando=False)
    return {
        "h_train": salida,
        "y_predict": sum(a * b for a, b in zip(w, prediccion)),
        "grad_h": capa.atras([dy * a for a in w]),
        "grad_w": [dy * a for a in salida],
    }
