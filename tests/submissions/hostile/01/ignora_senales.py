# ataque: ignora todas las señales y no termina
# espera: 1.3=tiempo_agotado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import signal

    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass
    while True:
        pass
