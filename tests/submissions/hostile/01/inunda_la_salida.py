# ataque: imprime cien megabytes
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import sys

    for _ in range(100):
        sys.stdout.write("x" * 2**20)
        sys.stderr.write("x" * 2**20)
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
