# error: usa en todos los ejemplos la máscara del primero
# pista: ejemplo
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = ((u[0] >= rate) / (1 - rate)).astype(x.dtype)
    return x * mask, grad * mask
