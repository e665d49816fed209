# error: multiplica x y grad in situ: los deja cambiados
# pista: copia
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = ((u >= rate) / (1 - rate)).astype(x.dtype)
    for i in range(len(x)):
        x[i] *= mask[i]
        grad[i] *= mask[i]
    return x, grad
