# ataque: espera a que la corrección termine para escribir fuera de su carpeta
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os
    import time

    if os.fork() == 0:
        os.setsid()
        time.sleep(3)
        for folder in ("/tmp", "/var/tmp", "/root", "/home", "/caja", "."):
            try:
                open(f"{folder}/intruso-curso", "w").close()
            except OSError:
                pass
        os._exit(0)
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
