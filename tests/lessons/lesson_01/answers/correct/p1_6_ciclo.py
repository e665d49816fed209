# variante: busca el mínimo con un ciclo y arma el diccionario de a poco
def read_curve():
    """Tus cuatro lecturas de la curva."""
    l2 = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]
    val = [35.5, 34.3, 33.3, 30.0, 31.8, 53.4, 89.6]
    mejor = 0
    for i in range(1, len(val)):
        if val[i] < val[mejor]:
            mejor = i
    respuestas = {}
    respuestas["best_l2"] = l2[mejor]
    respuestas["gap"] = "c"
    # 20 % con etiqueta al azar, menos las que por suerte quedan bien
    respuestas["floor"] = 20 - 20 / 10
    respuestas["report"] = "d"
    return respuestas
