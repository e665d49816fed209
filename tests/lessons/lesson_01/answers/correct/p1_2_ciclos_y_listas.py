# variante: ciclos de Python elemento por elemento; devuelve listas anidadas
def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    gradientes = []
    for i in range(len(weights)):
        if i % 2 == 1:
            gradientes.append([0.0] * len(weights[i]))
            continue
        lam = float(l2[i // 2])
        matriz = []
        for fila in weights[i]:
            nueva = []
            for p in fila:
                total += lam * float(p) ** 2
                nueva.append(2 * lam * float(p))
            matriz.append(nueva)
        gradientes.append(matriz)
    return total, gradientes
