# error: corre 2 a la derecha y olvida bajar 1
# pista: abajo
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    return {
        "zeros": [[0, 0, 5, 1], [0, 0, 2, 7], [0, 0, 6, 3]],
        "reflect": [[1, 5, 5, 1], [7, 2, 2, 7], [3, 6, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
