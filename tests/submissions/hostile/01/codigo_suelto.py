# ataque: pone el ataque fuera de las funciones
# espera: nada
import os

os._exit(0)
while True:
    pass
