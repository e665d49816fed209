# ataque: cierra el proceso en el cuerpo de una clase
# espera: 1.1=proceso_terminado 1.2=proceso_terminado 1.3=proceso_terminado 1.4=proceso_terminado 1.5=proceso_terminado 1.6=proceso_terminado
import os


class Ataque:
    os._exit(0)
