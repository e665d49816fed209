# error: en step_decoupled da primero el paso de SGD y después acerca los pesos a w0
# pista: primero
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    w = w + velocity
    return w, velocity


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    velocity = momentum * velocity - learning_rate * grad
    w = w + velocity
    w = w - learning_rate * weight_decay * (w - w0)
    return w, velocity
