# ataque: intenta volver a ser root y montar discos
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import ctypes
    import os

    libc = ctypes.CDLL(None)
    for attempt in (
        lambda: os.setuid(0),
        lambda: os.chroot("/tmp"),
        lambda: os.mknod("/tmp/disco", 0o60666, os.makedev(8, 0)),
        lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) and os.stat("/no-existe"),
    ):
        try:
            attempt()
        except OSError:
            continue
        raise RuntimeError("pude")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
