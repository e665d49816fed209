# ataque: devuelve una lista de dos millones de listas
# espera: 1.3=incorrecta|tiempo_agotado
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    return [[] for _ in range(2_000_000)], velocity
