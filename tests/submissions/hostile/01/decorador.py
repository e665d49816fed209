# ataque: ataca al definir la función, con un decorador que no termina
# espera: 1.4=tiempo_agotado 1.5=tiempo_agotado
def esperar(function):
    while True:
        pass


@esperar
def ridge(x, y, l2):
    return x, y
