# error: corre 2 a la izquierda y refleja el borde derecho
# pista: derecha
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    return {
        "zeros": [[0, 0, 0, 0], [0, 0, 5, 1], [0, 0, 2, 7]],
        "reflect": [[8, 3, 3, 8], [4, 9, 9, 4], [1, 5, 5, 1]],
        "mirror": [[0, 3, 8, 1], [0, 9, 4, 7], [0, 5, 1, 3]],
    }
