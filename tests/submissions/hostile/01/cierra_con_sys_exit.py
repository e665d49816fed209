# ataque: pide terminar el programa
# espera: 1.3=error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    raise SystemExit(0)
