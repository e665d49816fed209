# error: en step_l2 el gradiente de la penalización tiene el signo cambiado: aleja de w0
# pista: signo
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    tiron = 2 * l2 * (w0 - w)  # apunta desde w hacia w0
    nueva_v = momentum * velocity - learning_rate * (grad + tiron)
    nuevo_w = w + nueva_v
    return nuevo_w, nueva_v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    acercado = w + learning_rate * weight_decay * (w0 - w)
    nueva_v = momentum * velocity - learning_rate * grad
    return acercado + nueva_v, nueva_v
