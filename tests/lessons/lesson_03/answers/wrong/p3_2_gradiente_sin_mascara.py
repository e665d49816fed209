# error: devuelve el gradiente tal como llegó, sin pasarlo por la máscara
# pista: máscara
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate) / (1 - rate)
    mask = mask[:, None, None, :].astype(x.dtype)
    return x * mask, grad.copy()
