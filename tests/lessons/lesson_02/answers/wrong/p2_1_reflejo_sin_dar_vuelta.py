# error: copia las dos primeras columnas en el hueco sin darlas vuelta
# pista: espejo
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    # en el hueco va lo mismo que al lado
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[5, 1, 5, 1], [2, 7, 2, 7], [6, 3, 6, 3]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
