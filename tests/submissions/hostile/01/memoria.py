# ataque: pide 8 GiB
# espera: 1.3=error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import numpy as np

    return np.ones(2**30)
