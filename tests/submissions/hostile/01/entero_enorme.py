# ataque: devuelve un entero de diez mil cifras
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    return 10**10_000, velocity
