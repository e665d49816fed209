# variante: desempaque con estrella, math.prod y √3 por la desviación
import math


def fans_and_limit(shape, groups):
    *window, canales, filtros = shape
    n = math.prod(window)
    fan_in, fan_out = n * canales, n * filtros // groups
    return fan_in, fan_out, math.sqrt(3) * math.sqrt(2 / (fan_in + fan_out))
