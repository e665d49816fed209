# variante: una clase que guarda la neurona y da el paso
class Neurona:
    """Pesos, sesgo y un paso de descenso con L2 en los pesos."""

    def __init__(self, w, b, lam):
        self.w = list(w)
        self.b = b
        self.lam = lam

    def penalizacion(self):
        return self.lam * sum(p**2 for p in self.w)

    def gradiente(self, del_error):
        return [g + 2 * self.lam * p for g, p in zip(del_error, self.w)]

    def paso(self, grad_w, grad_b, tasa):
        self.w = [p - tasa * g for p, g in zip(self.w, grad_w)]
        self.b -= tasa * grad_b


def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    neurona = Neurona((2, -1, 0), 5, lam=0.1)
    penalizacion = neurona.penalizacion()
    gradiente = neurona.gradiente((1, 0, -3))
    neurona.paso(gradiente, 1, tasa=0.5)
    return {"penalty": penalizacion, "gradient": gradiente, "w": neurona.w, "b": neurona.b}
