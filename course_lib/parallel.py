r"""Repartir trabajo entre procesos, también si la carpeta temporal tiene tildes.

Joblib anota su carpeta temporal en ASCII. En Windows está dentro de la carpeta de la cuenta: con
una como «C:\Users\José» no parte ningún proceso.
"""

import os
import tempfile
from typing import Any

# Donde suele poder escribir cualquier cuenta, sin tildes en el nombre
SHARED = (
    "/dev/shm",
    "/tmp",
    "/var/tmp",
    os.environ.get("PROGRAMDATA", ""),
    os.environ.get("PUBLIC", ""),
)


def settings(n_jobs: int) -> dict[str, Any]:
    """Los argumentos de `joblib.Parallel`: si no hay dónde anotar, un solo proceso."""
    usual = os.environ.get("JOBLIB_TEMP_FOLDER") or tempfile.gettempdir()
    if os.path.abspath(usual).isascii():
        return {"n_jobs": n_jobs}
    folder = next(filter(_is_writable, SHARED), None)
    return {"n_jobs": n_jobs, "temp_folder": folder} if folder else {"n_jobs": 1}


def _is_writable(folder: str) -> bool:
    if not folder.isascii() or not os.path.isdir(folder):
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
