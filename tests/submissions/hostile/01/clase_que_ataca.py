# ataque: cierra el proceso en el cuerpo de una clase
# espera: nada
import os


class Ataque:
    os._exit(0)
