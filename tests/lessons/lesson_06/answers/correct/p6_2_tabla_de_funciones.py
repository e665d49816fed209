# variante: un diccionario de sorteos de desviación 1 y una función recursiva para truncar
import numpy as np


def _normal(rng, cuantos):
    return rng.standard_normal(cuantos)


def _uniforme(rng, cuantos):
    return rng.uniform(-(3**0.5), 3**0.5, cuantos)


def _truncada(rng, cuantos):
    if cuantos == 0:
        return np.empty(0)
    z = rng.standard_normal(cuantos)
    z = z[abs(z) <= 2]
    return np.append(z, _truncada(rng, cuantos - z.size))


SORTEOS = {
    "normal": (_normal, 1),
    "uniform": (_uniforme, 1),
    "truncated_normal": (_truncada, 0.87962566),
}


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    sortear, desviacion = SORTEOS[distribution]
    fan = dict(zip(["fan_in", "fan_out"], shape))[mode]
    ganancia = np.sqrt(2 / (1 + slope**2))
    w = sortear(rng, int(np.prod(shape)))
    w *= ganancia / np.sqrt(fan) / desviacion
    return w.reshape(shape)
