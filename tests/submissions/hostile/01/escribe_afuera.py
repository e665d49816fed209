# ataque: escribe en el sistema y en la carpeta de quien corrige
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    for path in ("/etc/intruso", "/usr/intruso", "/root/intruso", "/home/intruso", "../intruso"):
        try:
            open(path, "w").close()
        except OSError:
            continue
        raise RuntimeError(f"pude escribir {os.path.abspath(path)}")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
