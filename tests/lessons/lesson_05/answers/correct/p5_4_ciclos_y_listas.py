# variante: ciclos de Python, devuelve listas
def ancho(a, b, mode):
    if mode == "fan_in":
        return a
    if mode == "fan_out":
        return b
    return (a + b) / 2


def predict(widths, mode, mean, std):
    L = len(widths) - 1
    h = [mean**2 + std**2]
    for k in range(L):
        h.append(h[-1] * widths[k] / ancho(widths[k], widths[k + 1], mode))
    g = [1.0] * L
    for k in range(L - 2, -1, -1):
        g[k] = g[k + 1] * widths[k + 2] / ancho(widths[k + 1], widths[k + 2], mode)
    return h[1:], g, [h[k] * g[k] for k in range(L)]
