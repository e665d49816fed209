# ataque: cambia las funciones con que se compara y responde cualquier cosa
# espera: 1.3=incorrecta
def step_l2(w, velocity, grad, w0, learning_rate, momentum, l2):
    import builtins

    import numpy as np
    import numpy.testing

    for name in ("isclose", "allclose", "array_equal", "abs", "max"):
        setattr(np, name, lambda *a, **k: np.True_)
    np.testing.assert_allclose = lambda *a, **k: None
    builtins.abs = builtins.max = lambda *a: 0
    return w * 0, velocity * 0
