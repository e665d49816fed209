# variante: los cinco números escritos a mano
def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": 0.2,
        "forward": 1.2,
        "backward": 0.8,
    }
