"""Un suelo neutral: mientras se califica, nada de la carpeta actual se importa ni se lee.

Quien enseña puede estar en la carpeta de las entregas, y ahí alguien pudo dejar un `random.py` o un
`matplotlibrc` que Python y Matplotlib tomarían por propios.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from course_lib.terminal import CommandError

COURSE = str(Path(__file__).resolve().parents[2])
SAFE = "PYTHONSAFEPATH"  # con ella, `python -c` y `python -m` no agregan la carpeta actual
NEUTRAL = Path(sys.executable).anchor or os.sep  # la raíz del disco: ahí no entrega nadie


@contextlib.contextmanager
def neutral() -> Iterator[None]:
    """Deja la carpeta actual mientras dura; los procesos que se abran tampoco la miran.

    Las rutas relativas se resuelven antes.
    """
    here, path, safe = os.getcwd(), list(sys.path), os.environ.get(SAFE)
    _refuse(here)
    with contextlib.chdir(NEUTRAL):
        sys.path[:] = _trusted(path, here)
        os.environ[SAFE] = "1"
        try:
            yield
        finally:
            sys.path[:] = path
            os.environ.pop(SAFE)
            os.environ |= {SAFE: safe} if safe else {}


def _refuse(here: str) -> None:
    """Con una entrada relativa en PYTHONPATH, Python ya buscó en la carpeta actual."""
    entries = os.environ.get("PYTHONPATH", "")
    listed = entries.split(os.pathsep) if entries else []
    if here != COURSE and here != NEUTRAL and not all(map(os.path.isabs, listed)):
        raise CommandError(
            f"PYTHONPATH («{entries}») hace que Python busque módulos en la carpeta actual, donde "
            "puede haber archivos de quienes entregan. Corre antes `unset PYTHONPATH`."
        )


def _trusted(path: Sequence[str], here: str) -> list[str]:
    """Las carpetas donde se buscan módulos, sin la actual."""
    return [entry for entry in path if entry == COURSE or (os.path.isabs(entry) and entry != here)]
