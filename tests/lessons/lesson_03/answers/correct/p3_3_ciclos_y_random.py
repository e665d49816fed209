# variante: Python puro: listas, random.Random y ciclos
import random


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    azar = random.Random(seed)
    x, y, w1, w2 = x.tolist(), y.tolist(), w1.tolist(), w2.tolist()
    n, d, k = len(x), len(w1), len(w2)
    g1 = [[0.0] * k for _ in range(d)]
    g2 = [0.0] * k
    perdida = 0.0
    for fila, meta in zip(x, y):
        mascara = [0.0 if azar.random() < rate else 1 / (1 - rate) for _ in range(k)]
        z = [sum(fila[i] * w1[i][j] for i in range(d)) for j in range(k)]
        salida = [max(v, 0.0) * m for v, m in zip(z, mascara)]
        error = sum(v * w for v, w in zip(salida, w2)) - meta
        perdida += error**2 / n
        for j in range(k):
            g2[j] += 2 * error * salida[j] / n
            if z[j] > 0:
                for i in range(d):
                    g1[i][j] += 2 * error * w2[j] * mascara[j] * fila[i] / n
    return perdida, g1, g2
