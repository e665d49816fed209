# ataque: devuelve cien millones de números
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import numpy as np

    return np.zeros(10**8, np.int8), velocity
