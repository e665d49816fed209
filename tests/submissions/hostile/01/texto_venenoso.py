# ataque: devuelve HTML en vez de números
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    return "<script>alert(1)</script>", "=1+1"
