# error: acumula los gradientes en v = μ·v + g y mueve w − η·v: la tasa no queda en la velocidad
# pista: velocidad
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    v = momentum * velocity + grad + 2 * l2 * (w - w0)
    return w - learning_rate * v, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    w = w - learning_rate * weight_decay * (w - w0)
    v = momentum * velocity + grad
    return w - learning_rate * v, v
