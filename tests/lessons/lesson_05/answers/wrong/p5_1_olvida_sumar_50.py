# error: calcula la varianza de un solo producto y no la de la suma de 50
# pista: 50
def by_hand():
    return {
        "variance": 0.3**2 / 3 * 5**2,
        "std": 0.1,
        "limit": 0.2,
        "forward": 1.2,
        "backward": 0.8,
    }
