# error: en std entrega la varianza de Glorot, sin la raíz
# pista: raiz
def by_hand():
    return {
        "variance": 37.5,
        "std": 2 / (120 + 80),
        "limit": 0.2,
        "forward": 1.2,
        "backward": 0.8,
    }
