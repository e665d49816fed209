# ataque: mata a todos los procesos que puede
# espera: 1.3=incorrecta|proceso_terminado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    os.kill(-1, 9)
