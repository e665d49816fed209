# error: para saber los años escala el −2 otra vez en vez de deshacer la escala
# pista: multiplica
def by_hand():
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 1.75,
        "new_standard": 3,
        "years": (-2 - 21) / 8,
    }
