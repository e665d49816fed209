# error: devuelve los dos arreglos en float64
# pista: float32
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate) / (1 - rate)
    mask = mask[:, None, None, :]
    return x * mask, grad * mask
