# ataque: responde con un identificador que es igual al pedido y no es un entero
# espera: 1.3=proceso_terminado
def canal():
    """El canal y el pedido, que están en la pila de llamadas."""
    import sys

    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["channel"], frame.f_locals["request"]["id"]


def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os

    channel, number = canal()
    channel.send({"id": float(number), "value": 1, "mutated": False, "view": False})
    os._exit(0)
