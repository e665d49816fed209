# error: no amplifica los canales que quedan prendidos
# pista: amplific
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate)[:, None, None, :].astype(x.dtype)
    return x * mask, grad * mask
