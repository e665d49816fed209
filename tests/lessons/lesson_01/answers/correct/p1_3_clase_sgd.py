# variante: una clase con el optimizador, en la variable desplazada d = w − w0
class SGD:
    """Descenso con momento sobre la distancia d = w − w0."""

    def __init__(self, tasa, momento, velocidad):
        self.tasa = tasa
        self.momento = momento
        self.velocidad = velocidad

    def paso(self, d, g):
        self.velocidad = self.momento * self.velocidad - self.tasa * g
        return d + self.velocidad


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    d = w - w0
    opt = SGD(learning_rate, momentum, velocity)
    d = opt.paso(d, grad + 2 * l2 * d)
    return w0 + d, opt.velocidad


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    d = (w - w0) * (1 - learning_rate * weight_decay)
    opt = SGD(learning_rate, momentum, velocity)
    d = opt.paso(d, grad)
    return w0 + d, opt.velocidad
