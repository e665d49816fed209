# ataque: devuelve un objeto que es igual a todo
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    class Todo:
        def __eq__(self, other):
            return True

        __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __eq__

        def __array__(self, *args, **kwargs):
            return w

        def __getattr__(self, name):
            return self

        def __call__(self, *args, **kwargs):
            return self

    return Todo(), Todo()
