"""Lo que comparten las pruebas de paridad: con los mismos números, Keras da lo mismo, en float64.

Sobre TensorFlow, Keras redondea a float32 los hiperparámetros (0,1 pasa a ser 0,100000001) aunque
los pesos sean float64. Las potencias de dos no se redondean: con ellas se exige igualdad hasta
1e-12, y con los valores por defecto, hasta donde llega ese redondeo.

Importar Keras toma de 5 a 9 segundos y lo paga cada proceso que lo usa. pytest reparte por archivo
(`--dist loadscope`) entre dos procesos: se paga dos veces, sean cuantos sean los archivos. Medido:
las pruebas de `network` y `lab` gastan los mismos 110 segundos de procesador (±7) que cuando casi
todo esto era un archivo, porque otros dos ya importaban Keras.
"""

import numpy as np

from course_lib.lab import parity

EXACT = 1e-12
FLOAT32 = 1e-6


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(0.2, 1.3, shape)


def differ(ours, theirs):
    return parity.max_difference(ours, [np.asarray(t) for t in theirs])
