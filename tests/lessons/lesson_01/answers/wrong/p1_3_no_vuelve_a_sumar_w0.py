# error: en step_decoupled encoge w − w0 pero olvida sumar w0 de vuelta
# pista: w0
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    distancia = w - w0
    v = momentum * velocity - learning_rate * (grad + 2 * l2 * distancia)
    return w + v, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    distancia = (1 - learning_rate * weight_decay) * (w - w0)
    v = momentum * velocity - learning_rate * grad
    return distancia + v, v
