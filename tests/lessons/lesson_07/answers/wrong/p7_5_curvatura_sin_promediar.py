# error: la curvatura sin dividir por N: la tasa sale N veces más chica
# pista: curvatura
import numpy as np


def count_steps(a, y, rate, limit):
    """Cuántos pasos hasta que falte a lo más el 1 % de lo que se puede bajar."""
    n = len(y)
    best = np.linalg.lstsq(a, y, rcond=None)[0]
    floor = np.mean((a @ best - y) ** 2)
    start = np.mean(y**2)
    w = np.zeros(a.shape[1])
    for step in range(limit):
        error = a @ w - y
        if np.mean(error**2) - floor <= 0.01 * (start - floor):
            return step
        w = w - rate * 2 / n * a.T @ error
    return limit


def race(x, y, limit):
    """La tasa, los pasos de cada escala y la que conviene."""
    names = ["raw", "minmax", "standard"]
    low, high = x.min(axis=0), x.max(axis=0)
    tables = [x, (x - low) / (high - low), (x - x.mean(axis=0)) / x.std(axis=0)]
    rates, steps = [], []
    for table in tables:
        a = np.column_stack([table, np.ones(len(y))])
        rate = 0.5 * 2 / np.linalg.eigvalsh(2 * a.T @ a)[-1]
        rates.append(rate)
        steps.append(count_steps(a, y, rate, limit))
    return {"rate": rates, "steps": steps, "choice": names[np.argmin(steps)]}
