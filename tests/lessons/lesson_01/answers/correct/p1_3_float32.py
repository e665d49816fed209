# variante: convierte a float32 y calcula en float32
import numpy as np


def a_32(*valores):
    """Todos los argumentos en float32."""
    return [np.asarray(v, dtype=np.float32) for v in valores]


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    w, v, g, w0, eta, mu, lam = a_32(w, velocity, grad, w0, learning_rate, momentum, l2)
    v = mu * v - eta * (g + np.float32(2) * lam * (w - w0))
    return w + v, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    w, v, g, w0, eta, mu, wd = a_32(w, velocity, grad, w0, learning_rate, momentum, weight_decay)
    v = mu * v - eta * g
    return w - eta * wd * (w - w0) + v, v
