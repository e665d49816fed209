# ataque: lee la dirección 0
# espera: 1.3=proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import ctypes

    ctypes.string_at(0)
