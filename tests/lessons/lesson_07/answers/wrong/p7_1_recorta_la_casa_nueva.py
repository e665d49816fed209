# error: recorta la casa nueva a 1 porque cree que min-max nunca se sale de [0, 1]
# pista: nueva
def by_hand():
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": min(1, (45 - 10) / 20),
        "new_standard": 3,
        "years": 5,
    }
