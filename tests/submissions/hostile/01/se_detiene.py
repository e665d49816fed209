# ataque: se manda SIGSTOP: ni termina ni responde
# espera: 1.3=tiempo_agotado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os
    import signal

    os.kill(os.getpid(), signal.SIGSTOP)
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
