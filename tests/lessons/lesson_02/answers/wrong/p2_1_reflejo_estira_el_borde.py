# error: repite la columna del borde en todo el hueco, en vez de reflejar
# pista: reflej
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[5, 5, 5, 1], [2, 2, 2, 7], [6, 6, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
