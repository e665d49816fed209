# ataque: lee lo que hay fuera de la caja
# espera: nada
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import glob
    import os

    for path in ("/etc/shadow", "/etc/passwd", "/root", "/home", "/work", "/etc/hostname"):
        if os.path.exists(path):
            raise RuntimeError(f"existe {path}")
    for pattern in ("/caja/*", "/tmp/**", "/python/lib/python*/site-packages/*"):
        for path in glob.glob(pattern, recursive=True):
            if "course_lib" in path or "questions" in path or path.endswith(".ipynb"):
                raise RuntimeError(f"existe {path}")
    velocity = momentum * velocity - learning_rate * (grad + 2 * l2 * (w - w0))
    return w + velocity, velocity
