# ataque: cierra todos los descriptores
# espera: 1.3=proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    os.closerange(0, 256)
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
