# variante: sin dar los pasos: la brecha de cada dirección propia se encoge con su factor
import numpy as np


def race(x, y, limit):
    n = len(y)
    std = (x - x.mean(axis=0)) / x.std(axis=0)
    mm = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    rate, steps = np.zeros(3), np.zeros(3, int)
    for k, t in enumerate([x, mm, std]):
        a = np.insert(t, 0, 1, axis=1)
        u, s, _ = np.linalg.svd(a, full_matrices=False)
        lam = 2 / n * s**2
        rate[k] = 0.7 * 2 / lam[0]
        peso = (u.T @ y) ** 2
        peso = peso / peso.sum()
        brecha = (1 - rate[k] * lam) ** (2 * np.arange(limit)[:, None]) @ peso
        llego = brecha <= 0.01
        steps[k] = llego.argmax() if llego.any() else limit
    names = np.array(["raw", "minmax", "standard"])
    return {"rate": rate, "steps": steps, "choice": names[steps.argmin()]}
