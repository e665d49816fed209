# variante: ciclos de Python, elemento por elemento y con cualquier forma
import numpy as np


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    nuevo_w = np.zeros(np.shape(w))
    nueva_v = np.zeros(np.shape(w))
    for i in np.ndindex(np.shape(w)):
        g = grad[i] + 2 * l2 * (w[i] - w0[i])
        nueva_v[i] = momentum * velocity[i] - learning_rate * g
        nuevo_w[i] = w[i] + nueva_v[i]
    return nuevo_w, nueva_v


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    nuevo_w = np.zeros(np.shape(w))
    nueva_v = np.zeros(np.shape(w))
    for i in np.ndindex(np.shape(w)):
        cerca = w[i] - learning_rate * weight_decay * (w[i] - w0[i])
        nueva_v[i] = momentum * velocity[i] - learning_rate * grad[i]
        nuevo_w[i] = cerca + nueva_v[i]
    return nuevo_w, nueva_v
