# variante: busca con un diccionario y statistics
from statistics import mean, pstdev


def read_table():
    azar = {1: 31.3, 2: 29.3, 5: 19.3, 20: 13.0, 100: 10.6, 500: 10.3}
    par = (30, 80)
    respuesta = {"by_age": "b", "alone": "c"}
    respuesta["pair"] = (80 - mean(par)) / pstdev(par)
    respuesta["smallest"] = min(n for n, error in azar.items() if error - 10.1 < 1)
    return respuesta
