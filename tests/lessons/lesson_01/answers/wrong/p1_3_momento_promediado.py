# error: la velocidad es un promedio móvil: el gradiente entra multiplicado por (1 − μ)
# pista: momento
def nueva_velocidad(velocity, g, learning_rate, momentum):
    """Promedio exponencial de los pasos."""
    return momentum * velocity - (1 - momentum) * learning_rate * g


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    v = nueva_velocidad(velocity, grad + 2 * l2 * (w - w0), learning_rate, momentum)
    return w + v, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    w = w - learning_rate * weight_decay * (w - w0)
    v = nueva_velocidad(velocity, grad, learning_rate, momentum)
    return w + v, v
