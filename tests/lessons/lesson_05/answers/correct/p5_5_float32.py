# variante: todo en float32 y normales float32
import itertools

import numpy as np


def choose_mode(x, delta, widths, gain, seed):
    f = np.float32
    x, delta = np.asarray(x, f), np.asarray(delta, f)
    rng = np.random.default_rng(seed)
    pares = list(itertools.pairwise(widths))
    anchos = np.array([[a, b, (a + b) / 2] for a, b in pares], f).T
    suma = np.zeros((3, 2, len(pares)))
    draws = 16
    for _ in range(draws):
        azar = [rng.standard_normal(p, dtype=f) for p in pares]
        for r in range(3):
            pesos = [e * f(gain / np.sqrt(n)) for e, n in zip(azar, anchos[r])]
            h, derivadas = x, []
            for k, w in enumerate(pesos):
                z = h @ w
                suma[r, 0, k] += np.mean(z**2) / np.mean(x**2)
                h = np.tanh(z)
                derivadas.append(1 - h**2)
            g = delta.copy()
            for k in reversed(range(len(pesos))):
                suma[r, 1, k] += np.mean(g**2) / np.mean(delta**2)
                if k > 0:
                    g = g @ pesos[k].T
                    g *= derivadas[k - 1]
    media = suma / draws
    peor = np.abs(np.log(media)).max(axis=(1, 2))
    return {
        "draws": draws,
        "forward": media[:, 0].astype(f),
        "backward": media[:, 1].astype(f),
        "mode": ("fan_in", "fan_out", "fan_avg")[peor.argmin()],
    }
