# ataque: devuelve un objeto que ejecuta algo al deserializarlo
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    class Bomba:
        def __reduce__(self):
            import os

            return os.system, ("touch /tmp/intruso-curso",)

    return Bomba(), Bomba()
