# error: reescala las cinco con las estadísticas de las seis desde el principio
# pista: cinco
import numpy as np


def by_hand():
    casas = np.array([10, 15, 20, 30, 30, 45])
    mm = (casas - casas.min()) / (casas.max() - casas.min())
    st = (casas - casas.mean()) / casas.std()
    return {
        "minmax": mm[:5],
        "standard": st[:5],
        "new_minmax": mm[5],
        "new_standard": st[5],
        "years": -2 * casas.std() + casas.mean(),
    }
