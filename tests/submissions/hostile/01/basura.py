# ataque: responde bytes al azar
# espera: 1.3=proceso_terminado|tiempo_agotado
def salidas():
    """Los descriptores por donde podría ir la respuesta."""
    import os
    import stat

    found = []
    for number in range(256):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                found.append(number)
        except OSError:
            pass
    return found


def escribir(data):
    import os

    for number in salidas():
        try:
            os.write(number, data)
        except OSError:
            pass


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    escribir(os.urandom(4096))
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
