# variante: el acercamiento escrito como mezcla de w y w0; devuelve listas dentro de una lista
import numpy as np


def sgd_con_momento(w, v, g, eta, mu):
    """El paso de siempre."""
    v = np.subtract(np.multiply(mu, v), np.multiply(eta, g))
    return [np.add(w, v).tolist(), v.tolist()]


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    """Un paso de SGD con momento y la penalización λ·Σ(w − w0)² dentro de la pérdida."""
    return sgd_con_momento(w, velocity, grad + l2 * 2 * (w - w0), learning_rate, momentum)


def step_decoupled(w, velocity, grad, w0, learning_rate, momentum, weight_decay):
    """Un paso de SGD con momento y decaimiento desacoplado hacia w0."""
    a = learning_rate * weight_decay
    return sgd_con_momento((1 - a) * w + a * w0, velocity, grad, learning_rate, momentum)
