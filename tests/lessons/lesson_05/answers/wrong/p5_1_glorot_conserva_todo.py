# error: cree que Glorot conserva exactamente la ida y la vuelta en cualquier capa
# pista: iguales
def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": 0.2,
        "forward": 1,
        "backward": 1,
    }
