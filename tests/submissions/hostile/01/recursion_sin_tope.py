# ataque: quita el tope de recursión para botar al intérprete
# espera: 1.3=error_en_celda|proceso_terminado|tiempo_agotado
def abajo(n):
    return [abajo(n + 1)]


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import sys

    sys.setrecursionlimit(10**9)
    return repr(abajo(0))
