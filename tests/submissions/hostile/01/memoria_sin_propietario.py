# ataque: llena la memoria con segmentos que no son de ningún proceso
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import ctypes
    import os

    libc = ctypes.CDLL(None, use_errno=True)
    for _ in range(64):
        if libc.shmget(0, 1 << 30, 0o1600) != -1:
            raise RuntimeError("hay segmentos de memoria")
    try:
        os.ftruncate(os.memfd_create("intruso"), 1 << 30)
    except OSError:
        pass
    else:
        raise RuntimeError("hay archivos en memoria")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
