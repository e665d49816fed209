# ataque: cierra el proceso al definir la función, en un valor por defecto
# espera: 1.4=proceso_terminado 1.5=proceso_terminado
import os


def ridge(x, y, l2=os._exit(0)):
    return x, y
