# error: multiplica los canales prendidos por 1 − r
# pista: multiplica
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate) * (1 - rate)
    mask = mask[:, None, None, :].astype(x.dtype)
    return x * mask, grad * mask
