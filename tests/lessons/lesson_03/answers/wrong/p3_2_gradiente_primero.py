# error: devuelve el gradiente antes que la salida
# pista: orden
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate) / (1 - rate)
    mask = mask[:, None, None, :].astype(x.dtype)
    return grad * mask, x * mask
