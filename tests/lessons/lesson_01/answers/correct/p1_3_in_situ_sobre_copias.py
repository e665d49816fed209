# variante: copia w y velocity y trabaja in situ sobre las copias
import numpy as np


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    w = np.array(w, dtype=float)
    v = np.array(velocity, dtype=float)
    g = np.array(grad, dtype=float)
    g += 2 * l2 * (w - w0)
    v *= momentum
    v -= learning_rate * g
    w += v
    return w, v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    w = np.array(w, dtype=float)
    v = np.array(velocity, dtype=float)
    w -= w0
    w *= 1 - learning_rate * weight_decay
    w += w0
    v *= momentum
    v -= learning_rate * grad
    w += v
    return w, v
