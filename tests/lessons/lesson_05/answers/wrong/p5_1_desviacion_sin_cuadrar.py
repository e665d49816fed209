# error: usa la desviación 5 de las entradas como si fuera la varianza
# pista: desviacion
def by_hand():
    return {
        "variance": 50 * 0.3**2 / 3 * 5,
        "std": 0.1,
        "limit": 0.2,
        "forward": 1.2,
        "backward": 0.8,
    }
