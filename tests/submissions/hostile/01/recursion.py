# ataque: se llama a sí misma sin fin
# espera: 1.3=error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    return step_l2(w, velocity, grad, w0, learning_rate, momentum, l2)
