# error: agrega la columna de unos antes de escalar y la deja en 0 al estandarizar
# pista: unos
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
    x = np.column_stack([x, np.ones(len(y))])
    low, high = x.min(axis=0), x.max(axis=0)
    width = np.where(high > low, high - low, 1)
    std = np.where(high > low, x.std(axis=0), 1)
    tables = [x, (x - low) / width, (x - x.mean(axis=0)) / std]
    rates, steps = [], []
    for table in tables:
        a = table
        rate = 0.5 * 2 / np.linalg.eigvalsh(2 / len(y) * a.T @ a)[-1]
        rates.append(rate)
        steps.append(count_steps(a, y, rate, limit))
    return {"rate": rates, "steps": steps, "choice": names[np.argmin(steps)]}
