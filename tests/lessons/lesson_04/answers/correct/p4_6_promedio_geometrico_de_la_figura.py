# variante: el promedio geométrico de los siete cocientes de la figura
import math


def read_table():
    a = [1.1e-10, 6.7e-10, 4.0e-9, 2.3e-8, 1.4e-7, 8.0e-7, 4.8e-6, 2.8e-5]
    steps = [a[i] / a[i + 1] for i in range(7)]
    factor = math.prod(steps) ** (1 / len(steps))
    return dict(factor=factor, twins="c", alarm="d", cause="c")
