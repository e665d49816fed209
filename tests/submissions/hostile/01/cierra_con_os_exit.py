# ataque: cierra el proceso sin avisar
# espera: 1.3=proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    os._exit(0)
