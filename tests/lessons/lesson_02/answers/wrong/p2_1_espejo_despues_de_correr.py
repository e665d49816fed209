# error: corre primero y refleja después: el orden al revés
# pista: primero
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[1, 5, 5, 1], [7, 2, 2, 7], [3, 6, 6, 3]],
        "mirror": [[8, 1, 5, 0], [4, 7, 2, 0], [1, 3, 6, 0]],
    }
