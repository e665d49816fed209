# ataque: escribe un solo archivo de 1 GiB
# espera: 1.3=error_en_celda|proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    with open("/tmp/enorme", "wb") as file:
        file.seek(2**30)
        file.write(b"x")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
