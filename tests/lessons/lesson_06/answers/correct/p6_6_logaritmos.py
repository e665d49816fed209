# variante: extrapola la recta de los logaritmos, paso a paso
import math


def read_table():
    """Tus cuatro lecturas de la tabla."""
    por_paso = math.log(0.019) / (12 - 1)
    total = (34 - 1) * por_paso
    return dict(signal_34=math.exp(total), deep="d", half="a", tie="c")
