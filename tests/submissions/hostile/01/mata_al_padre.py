# ataque: mata al proceso que lo creó, para dejar sin nota al resto
# espera: 1.3=proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    os.kill(os.getppid(), 9)
    os._exit(1)
