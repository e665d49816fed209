# variante: con el módulo statistics y la desviación poblacional
import statistics


def by_hand():
    x = [10, 15, 20, 30, 30]
    m, s = statistics.mean(x), statistics.pstdev(x)
    lo, ancho = min(x), max(x) - min(x)
    return {
        "minmax": [(v - lo) / ancho for v in x],
        "standard": [statistics.NormalDist(m, s).zscore(v) for v in x],
        "new_minmax": (45 - lo) / ancho,
        "new_standard": (45 - m) / s,
        "years": m + -2 * s,
    }
