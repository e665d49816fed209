# ataque: no termina nunca
# espera: 1.3=tiempo_agotado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    while True:
        pass
