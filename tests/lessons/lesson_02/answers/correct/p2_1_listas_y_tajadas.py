# variante: tajadas de listas, fila por fila
def correr_fila(fila, n, relleno):
    """La fila corrida n lugares a la derecha."""
    return (relleno + fila)[: len(fila)]


def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    a = [[5, 1, 8, 3], [2, 7, 4, 9], [6, 3, 1, 5]]
    return {
        "zeros": [[0] * 4] + [correr_fila(f, 2, [0, 0]) for f in a[:2]],
        "reflect": [correr_fila(f, 2, f[1::-1]) for f in a],
        "mirror": [correr_fila(f[::-1], 1, [0]) for f in a],
    }
