# variante: casilla por casilla, de dónde viene cada píxel
def by_hand():
    """Tus resultados de lápiz y papel: tres imágenes de 3 filas y 4 columnas."""
    a = [[5, 1, 8, 3], [2, 7, 4, 9], [6, 3, 1, 5]]
    zeros = [[0] * 4 for _ in range(3)]
    reflect = [[0] * 4 for _ in range(3)]
    mirror = [[0] * 4 for _ in range(3)]
    for i in range(3):
        for j in range(4):
            if i - 1 >= 0 and j - 2 >= 0:
                zeros[i][j] = a[i - 1][j - 2]
            k = j - 2
            if k < 0:
                k = -k - 1
            reflect[i][j] = a[i][k]
            if j >= 1:
                mirror[i][j] = a[i][3 - (j - 1)]
    return {"zeros": zeros, "reflect": reflect, "mirror": mirror}
