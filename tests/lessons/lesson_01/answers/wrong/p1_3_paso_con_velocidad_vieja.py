# error: mueve los pesos con la velocidad anterior y no con la recién calculada
# pista: velocidad
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    nueva = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, nueva


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    nueva = momentum * velocity - learning_rate * grad
    cerca = w - learning_rate * weight_decay * (w - w0)
    return cerca + velocity, nueva
