# ataque: resuelve con la biblioteca que se está aprendiendo
# espera: 1.3=error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import keras

    return keras
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
