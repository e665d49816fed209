# error: olvida la raíz en el límite
# pista: raiz
def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": 6 / (90 + 60),
        "forward": 1.2,
        "backward": 0.8,
    }
