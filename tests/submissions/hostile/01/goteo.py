# ataque: responde un byte a la vez
# espera: 1.3=tiempo_agotado
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
    import time

    escribir(b"\x00\x00\x00\xff\x00\x00\x00\x00")
    while True:
        escribir(b"[")
        time.sleep(0.1)
