# ataque: deja una celda a medio escribir
# espera: nada
def otra(x:
    return
