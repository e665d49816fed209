# variante: ciclos de Python, peso por peso
def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    pesos = [2, -1, 0]
    grad = [1, 0, -3]
    penalizacion = 0
    gradiente = []
    nuevos = []
    for i in range(3):
        penalizacion += 0.1 * pesos[i] * pesos[i]
        g = grad[i] + 0.2 * pesos[i]
        gradiente.append(g)
        nuevos.append(pesos[i] - 0.5 * g)
    resultado = {}
    resultado["penalty"] = penalizacion
    resultado["gradient"] = gradiente
    resultado["w"] = nuevos
    resultado["b"] = 5 - 0.5
    return resultado
