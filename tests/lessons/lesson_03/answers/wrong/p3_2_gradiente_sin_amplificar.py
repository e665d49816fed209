# error: el gradiente se apaga pero no se amplifica
# pista: amplific
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    prendido = (u >= rate)[:, None, None, :]
    out = x * prendido / (1 - rate)
    return out.astype(x.dtype), (grad * prendido).astype(x.dtype)
