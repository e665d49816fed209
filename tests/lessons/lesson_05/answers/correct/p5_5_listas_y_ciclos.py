# variante: ciclos, listas de salida y los normales pedidos de la última capa a la primera
import math

import numpy as np


def choose_mode(x, delta, widths, gain, seed):
    rng = np.random.default_rng(seed)
    reglas = ["fan_in", "fan_out", "fan_avg"]
    L, D = len(widths) - 1, 30
    ida = [[0.0] * L for _ in reglas]
    vuelta = [[0.0] * L for _ in reglas]
    for _ in range(D):
        azar = [None] * L
        for k in reversed(range(L)):
            azar[k] = rng.normal(0, 1, size=(widths[k], widths[k + 1]))
        for r, regla in enumerate(reglas):
            pesos = []
            for k in range(L):
                n = {"fan_in": widths[k], "fan_out": widths[k + 1]}.get(
                    regla, (widths[k] + widths[k + 1]) / 2
                )
                pesos.append(azar[k] * gain / math.sqrt(n))
            z, h = [], x
            for w in pesos:
                z.append(h @ w)
                h = np.tanh(z[-1])
            g = delta
            for k in range(L - 1, -1, -1):
                ida[r][k] += float((z[k] ** 2).mean() / (x**2).mean()) / D
                vuelta[r][k] += float((g**2).mean() / (delta**2).mean()) / D
                if k:
                    g = (g @ pesos[k].T) / np.cosh(z[k - 1]) ** 2
    peor = [max(abs(math.log(v)) for v in ida[r] + vuelta[r]) for r in range(3)]
    return {"draws": D, "forward": ida, "backward": vuelta, "mode": reglas[peor.index(min(peor))]}
