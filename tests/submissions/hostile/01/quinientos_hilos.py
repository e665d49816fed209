# ataque: abre 500 hilos que duermen
# espera: 1.3=error_en_celda
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import threading
    import time

    for _ in range(500):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
