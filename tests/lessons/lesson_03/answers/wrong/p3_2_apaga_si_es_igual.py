# error: apaga también si u es igual a la tasa
# pista: igual
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u > rate) / (1 - rate)
    mask = mask[:, None, None, :].astype(x.dtype)
    return x * mask, grad * mask
