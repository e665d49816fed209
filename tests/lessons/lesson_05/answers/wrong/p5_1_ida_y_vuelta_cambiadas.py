# error: intercambia los factores de ida y de vuelta
# pista: entradas
def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": 0.2,
        "forward": 80 * 0.01,
        "backward": 120 * 0.01,
    }
