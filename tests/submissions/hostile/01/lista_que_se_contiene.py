# ataque: devuelve una lista que se contiene a sí misma
# espera: 1.3=incorrecta|error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    loop = []
    loop.append(loop)
    return loop, velocity
