# error: corre 2 hacia abajo y 1 a la derecha: cambia los ejes
# pista: abajo
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    # (1, 2): uno a la derecha y dos hacia abajo
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 0, 0], [0, 5, 1, 8]],
        "reflect": [[1, 5, 5, 1], [7, 2, 2, 7], [3, 6, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
