# error: en step_decoupled el decaimiento entra en la velocidad
# pista: velocidad
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    g = grad + 2.0 * l2 * (w - w0)
    v = momentum * velocity - learning_rate * g
    return w + v, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    v = momentum * velocity - learning_rate * grad
    v = v - learning_rate * weight_decay * (w - w0)
    return w + v, v
