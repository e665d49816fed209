# variante: otras desviaciones, un while y la primera sana; listas
import math

import numpy as np


def rms(a):
    return float(np.linalg.norm(a) / math.sqrt(a.size))


def run(x, grad, weights, activation):
    caches, h = [], x
    for W in weights:
        h = np.tanh(h @ W) if activation == "tanh" else (h @ W).clip(0)
        caches.append(h)
    g = grad
    for W, h_k in zip(reversed(weights), reversed(caches), strict=True):
        d = 1 - h_k * h_k if activation == "tanh" else np.sign(h_k)
        g = np.einsum("nj,ij->ni", g * d, W)
    return rms(h) / rms(x), rms(g) / rms(grad)


def find_std(x, grad, base, activation):
    out = {"stds": [], "signal": [], "gradient": []}
    s = 0.01
    while s < 4:
        a, b = run(x, grad, [s * Z for Z in base], activation)
        out["stds"].append(s)
        out["signal"].append(a)
        out["gradient"].append(b)
        if 0.15 < a < 6 and 0.15 < b < 6 and "choice" not in out:
            out["choice"] = s
        s *= 1.2
    return out
