# ataque: se conecta a quien corrige, por la red
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import socket

    for address in (("127.0.0.1", {puerto}), ("127.0.0.1", 80), ("8.8.8.8", 53)):
        try:
            link = socket.socket()
            link.settimeout(0.3)
            link.connect(address)
        except OSError:
            continue
        raise RuntimeError("hay red")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
