# variante: ciclos de Python, neurona por neurona
def by_hand():
    """Tus resultados de lápiz y papel: una tabla de 4 × 2 y tres listas de dos."""
    tabla = [[1, 21], [3, 15], [9, 23], [3, 21]]
    gamma, beta = [2, 8], [1, -3]
    moviles, varianzas = [8, 12], [21, 53]
    nuevo = [12, 0]
    y = [[0, 0] for _ in tabla]
    prediccion = []
    for j in range(2):
        media = 0
        for fila in tabla:
            media += fila[j] / 4
        varianza = 0
        for fila in tabla:
            varianza += (fila[j] - media) ** 2 / 4
        for i in range(4):
            y[i][j] = gamma[j] * (tabla[i][j] - media) / (varianza + 7) ** 0.5 + beta[j]
        moviles[j] += 0.25 * (media - moviles[j])
        varianzas[j] += 0.25 * (varianza - varianzas[j])
        raiz = (varianzas[j] + 7) ** 0.5
        prediccion.append(gamma[j] * (nuevo[j] - moviles[j]) / raiz + beta[j])
    return {"y": y, "moving_mean": moviles, "moving_variance": varianzas, "prediction": prediccion}
