# error: la desviación divide por N − 1 (cuatro) en vez de por N
# pista: por N
def by_hand():
    x = [10, 15, 20, 30, 30]
    media = sum(x) / 5
    s = (sum((v - media) ** 2 for v in x) / 4) ** 0.5
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [(v - media) / s for v in x],
        "new_minmax": 1.75,
        "new_standard": (45 - media) / s,
        "years": media - 2 * s,
    }
