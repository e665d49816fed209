# variante: una función auxiliar con la forma del kernel, un dict(...) y arreglos de cero ejes
import numpy as np


def desviacion_he(forma):
    """Desviación de He de un kernel con las salidas al final."""
    return np.asarray(np.sqrt(2 / np.prod(forma[:-1])))


def by_hand():
    """Tus resultados de lápiz y papel: cuatro números."""
    factor = 2 ** (-1 / 2)
    return dict(
        signal=8 * factor ** (11 - 1),
        limit=np.sqrt(3) * desviacion_he((24, 10)),
        conv=desviacion_he((5, 5, 2, 16)),
        dense=desviacion_he((200, 50)),
    )
