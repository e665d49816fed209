# variante: float32 y una clase por capa
import numpy as np


class Layer:
    def __init__(self, W, kind):
        self.W, self.kind = W, kind

    def forward(self, h):
        z = h @ self.W
        self.out = np.tanh(z) if self.kind == "tanh" else np.where(z > 0, z, 0)
        self.slope = 1 - np.tanh(z) ** 2 if self.kind == "tanh" else z > 0
        return self.out

    def backward(self, g):
        return (g * self.slope) @ self.W.T


def size(a):
    return np.sqrt(np.square(a).mean())


def find_std(x, grad, base, activation):
    x, grad, base = (np.asarray(a, np.float32) for a in (x, grad, base))
    stds = 0.02 * 1.15 ** np.arange(35)
    table = []
    for s in stds:
        layers = [Layer(np.float32(s) * Z, activation) for Z in base]
        h, g = x, grad
        for layer in layers:
            h = layer.forward(h)
        for layer in layers[::-1]:
            g = layer.backward(g)
        table.append([size(h) / size(x), size(g) / size(grad)])
    table = np.array(table)
    best = np.abs(np.log(table)).max(axis=1).argmin()
    return {
        "stds": stds,
        "signal": table[:, 0],
        "gradient": table[:, 1],
        "choice": float(stds[best]),
    }
