# ataque: busca secretos en las variables y en los argumentos de otros procesos
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import os
    from pathlib import Path

    seen = str(dict(os.environ))
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            seen += path.read_bytes().decode(errors="replace")
        except OSError:
            pass
    if "SECRETO" in seen:
        raise RuntimeError("vi un secreto")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
