# error: rehace las cuatro estadísticas con las seis casas para escalar la nueva
# pista: cinco
import numpy as np


def by_hand():
    x = np.array([10, 15, 20, 30, 30])
    todas = np.append(x, 45)
    return {
        "minmax": (x - 10) / 20,
        "standard": (x - 21) / 8,
        "new_minmax": (45 - todas.min()) / (todas.max() - todas.min()),
        "new_standard": (45 - todas.mean()) / todas.std(),
        "years": 8 * -2 + 21,
    }
