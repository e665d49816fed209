# error: llena el hueco con lo que salió por la derecha
# pista: reflej
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[8, 3, 5, 1], [4, 9, 2, 7], [1, 5, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
