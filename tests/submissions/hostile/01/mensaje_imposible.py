# ataque: lanza un error que no se puede leer
# espera: 1.3=error_en_celda
class Imposible(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    raise Imposible
