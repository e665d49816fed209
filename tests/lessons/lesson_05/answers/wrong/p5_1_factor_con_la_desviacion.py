# error: multiplica 120 y 80 por la desviación 0,1 en vez de la varianza
# pista: varianza
def by_hand():
    return {
        "variance": 37.5,
        "std": 0.1,
        "limit": 0.2,
        "forward": 120 * 0.1,
        "backward": 80 * 0.1,
    }
