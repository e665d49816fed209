# error: multiplica por la máscara (N, C) tal cual: NumPy la alinea con ancho y canales
# pista: eje
def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = ((u >= rate) / (1 - rate)).astype(x.dtype)
    return x * mask, grad * mask
