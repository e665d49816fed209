# variante: desarrolla cada paso en términos sumados, sin variable g
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    inercia = momentum * velocity
    bajada = learning_rate * grad
    elastico = 2 * learning_rate * l2 * (w0 - w)
    velocity = inercia - bajada + elastico
    return (w + inercia - bajada + elastico, velocity)


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    inercia = momentum * velocity
    bajada = learning_rate * grad
    elastico = learning_rate * weight_decay * (w0 - w)
    return (w + elastico + inercia - bajada, inercia - bajada)
