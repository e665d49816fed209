# ataque: pide convertir en tupla un arreglo de 32 MiB
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
    import json
    import struct

    code = {"tuple": {"array": "|u1", "shape": [2**25]}}
    words = json.dumps({"dict": [["id", number], ["value", code], ["mutated", False]]}).encode()
    os.write(channel._output, struct.pack(">II", len(words), 2**25) + words + bytes(2**25))
    os._exit(0)
