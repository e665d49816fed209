# error: apaga el ejemplo completo, según el número de su primer canal
# pista: canal
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = ((u[:, 0] >= rate) / (1 - rate)).astype(x.dtype)
    mask = mask.reshape(-1, 1, 1, 1)
    return x * mask, grad * mask
