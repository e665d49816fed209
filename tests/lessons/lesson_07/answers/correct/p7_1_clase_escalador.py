# variante: una clase con las dos direcciones de una escala lineal
class Escala:
    """Resta un centro y divide por un ancho; también lo deshace."""

    def __init__(self, centro, ancho):
        self.centro = centro
        self.ancho = ancho

    def ida(self, v):
        if isinstance(v, list):
            return [self.ida(u) for u in v]
        return (v - self.centro) / self.ancho

    def vuelta(self, z):
        return z * self.ancho + self.centro


def by_hand():
    x = [10, 15, 20, 30, 30]
    minmax = Escala(10, 20)
    standard = Escala(21, 8)
    return {
        "minmax": minmax.ida(x),
        "standard": standard.ida(x),
        "new_minmax": minmax.ida(45),
        "new_standard": standard.ida(45),
        "years": standard.vuelta(-2),
    }
