# error: en step_l2 la penalización se aplica directo a w y no pasa por la velocidad
# pista: velocidad
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    v = momentum * velocity - learning_rate * grad
    nuevo = w + v - learning_rate * 2 * l2 * (w - w0)
    return nuevo, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    v = momentum * velocity - learning_rate * grad
    nuevo = w - learning_rate * weight_decay * (w - w0) + v
    return nuevo, v
