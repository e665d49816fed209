# variante: en float32 y con el tamaño como decimal
import numpy as np


def read_table():
    edades = np.asarray([30, 80], np.float32)
    z = (edades - edades.mean()) / edades.std()
    return {"pair": z[-1], "smallest": np.float32(100), "alone": "c", "by_age": "b"}
