# ataque: responde con el número correcto del pedido y una pista que no es texto
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
    channel.send({"id": number, "rejected": ["x", 5]})
    os._exit(0)
