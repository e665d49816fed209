# ataque: lanza un millar de avisos
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import warnings

    for number in range(1000):
        warnings.warn(f"aviso {number}")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
