# variante: las tres reglas a la vez, con un eje más y matmul; rng.normal con escala
import itertools

import numpy as np


class Red:
    """Tres redes apiladas en el primer eje."""

    def __init__(self, pesos):
        self.pesos = pesos

    def medir(self, x, delta):
        z = [x @ self.pesos[0]]
        for w in self.pesos[1:]:
            z.append(np.tanh(z[-1]) @ w)
        g = [np.broadcast_to(delta, z[-1].shape)]
        for w, v in zip(self.pesos[:0:-1], z[-2::-1]):
            g.append(g[-1] @ w.transpose(0, 2, 1) * (1 - np.tanh(v) ** 2))
        cuad = lambda a: np.mean(a**2, axis=(-2, -1))  # noqa: E731
        return (
            np.stack([cuad(v) / cuad(x) for v in z], axis=1),
            np.stack([cuad(v) / cuad(delta) for v in g[::-1]], axis=1),
        )


def choose_mode(x, delta, widths, gain, seed):
    rng = np.random.default_rng(seed)
    medidas = []
    for _ in range(24):
        pesos = []
        for a, b in itertools.pairwise(widths):
            n = np.array([a, b, (a + b) / 2]).reshape(3, 1, 1)
            pesos.append(gain / np.sqrt(n) * rng.normal(size=(a, b)))
        medidas.append(Red(pesos).medir(x, delta))
    forward = sum(m[0] for m in medidas) / 24
    backward = sum(m[1] for m in medidas) / 24
    peor = np.maximum(np.abs(np.log(forward)).max(1), np.abs(np.log(backward)).max(1))
    return dict(
        draws=24,
        forward=forward,
        backward=backward,
        mode=["fan_in", "fan_out", "fan_avg"][int(peor.argmin())],
    )
