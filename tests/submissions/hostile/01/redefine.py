# ataque: define la función dos veces: primero mal
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    return w, velocity


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):  # noqa: F811
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
