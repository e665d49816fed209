# ataque: rompe NumPy para las preguntas que siguen
# espera: 1.3=error_en_celda|incorrecta|proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import numpy as np

    for name in list(vars(np)):
        delattr(np, name)
    return np.zeros(3), velocity
