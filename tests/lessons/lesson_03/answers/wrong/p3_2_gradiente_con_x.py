# error: multiplica el gradiente por la salida de la capa, en vez de por la máscara
# pista: máscara
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate) / (1 - rate)
    out = x * mask[:, None, None, :].astype(x.dtype)
    return out, grad * out
