# variante: con logaritmos
import numpy as np


def read_table():
    return {
        "factor": np.exp((np.log(1.1e-10) - np.log(2.8e-5)) / 7),
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
