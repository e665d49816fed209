# ataque: devuelve un arreglo de objetos
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import numpy as np

    class Bomba:
        def __reduce__(self):
            import os

            return os.system, ("touch /tmp/intruso-curso",)

    return np.array([Bomba()] * 3), np.array([Bomba()] * 3)
