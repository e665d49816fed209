# error: pone los canales de la máscara en el segundo eje, como si la imagen fuera (N, C, H, W)
# pista: último
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = (u >= rate) / (1 - rate)
    mask = mask[:, :, None, None].astype(x.dtype)
    return x * mask, grad * mask
