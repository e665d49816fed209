# ataque: devuelve un arreglo cuya comparación siempre acierta
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import numpy as np

    class Todo(np.ndarray):
        def __array_ufunc__(self, *args, **kwargs):
            return np.True_

    return (w * 0).view(Todo), (w * 0).view(Todo)
