"""El computador que entrega Colab: sus versiones, su `google.colab` y una carpeta vacía."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from colab_door.errors import ColabError

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "requirements/colab.txt"
PYTHON = "3.13"
# Más que en casa: la primera celda que importa TensorFlow también lo compila
CELL_TIMEOUT = 300
PYTEST = (
    *("-m", "pytest", "--nbval-lax", "--nbval-current-env", f"--nbval-cell-timeout={CELL_TIMEOUT}"),
    # Hasta la primera celda que falle: las que la siguen fallan por ella
    *("-x", "-q", "--no-header", "--color=no", "-p", "no:cacheprovider", "-c", os.devnull),
)
# Del entorno de quien prueba, nada que le diga a Python dónde está el curso ni cómo portarse
PRIVATE = ("PYTHON", "PYTEST", "VIRTUAL_ENV")
# Un hilo por proceso, como en las pruebas: en un computador ocupado, los de más se estorban
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Machine:
    """Un entorno de Python con las versiones de Colab."""

    home: Path

    @property
    def python(self) -> Path:
        return self.home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def reset(self) -> None:
        """Lo deja como lo entrega Colab: sus versiones exactas, y sin el curso."""
        uv(
            ["venv", "--quiet", "--allow-existing", "--python", base(), str(self.home)],
            f"No se pudo hacer un entorno con Python {PYTHON}, el de Colab. Instálalo con "
            f"`uv python install {PYTHON}` y repite la orden.",
        )
        uv(
            ["pip", "sync", "--quiet", "--python", str(self.python), str(PINS)],
            "No se pudieron instalar las versiones de Colab, requirements/colab.txt. Revisa la "
            "conexión y que queden 3 GB de disco, y repite la orden.",
        )

    def packages(self) -> set[str]:
        """Lo instalado, una línea por paquete: «numpy==2.1.3»."""
        order = ["pip", "freeze", "--python", str(self.python)]
        return set(uv(order, "No se pudo leer qué hay instalado.").splitlines())


def base() -> str:
    """El Python del que sale el entorno: este mismo, si es el de Colab; si no, que uv lo busque."""
    return sys.executable if platform.python_version().startswith(f"{PYTHON}.") else PYTHON


def uv(order: Sequence[str], remedy: str) -> str:
    """Corre uv fuera del proyecto, cuyas versiones no son las de Colab."""
    program = os.environ.get("UV") or shutil.which("uv")  # `uv run` dice dónde está
    if program is None:
        raise ColabError(
            "Falta uv, que arma el entorno de Colab: `python -m pip install uv`, y luego "
            "`python -m uv run python tools/colab.py`."
        )
    done = subprocess.run(
        [program, *order], cwd=tempfile.gettempdir(), capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise ColabError(f"{remedy} uv dijo:\n{done.stderr.strip()}")
    return done.stdout


def execute(python: Path, name: str, notebook: str, service: dict[str, str]) -> str:
    """Ejecuta un cuaderno solo en una carpeta vacía; devuelve lo que falló, o nada."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        empty = home / "vacia"
        empty.mkdir()
        (empty / Path(name).name).write_text(notebook, encoding="utf-8")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(PRIVATE)}
        done = subprocess.run(
            [str(python), *PYTEST, f"--rootdir={empty}", Path(name).name],
            cwd=empty,
            env=inherited | THREADS | imitate(home) | service,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    shown = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr).strip()
    return shown if done.returncode else ""


def imitate(home: Path) -> dict[str, str]:
    """Deja un `google.colab` que cada núcleo importa al partir, como en Colab."""
    package = home / "sitio/google/colab"
    startup = home / "ipython/profile_default/startup"
    package.mkdir(parents=True)
    startup.mkdir(parents=True)
    # Sin google/__init__.py, que escondería google.protobuf: TensorFlow no partiría
    (package / "__init__.py").touch()
    (startup / "colab.py").write_text("import google.colab\n", encoding="utf-8")
    return {"PYTHONPATH": str(home / "sitio"), "IPYTHONDIR": str(home / "ipython")}


def difference(before: set[str], after: set[str], wanted: str) -> str:
    """Lo que cambió en el computador además del curso, que es lo único que debía instalarse."""
    added, removed = sorted(after - before - {wanted}), sorted(before - after)
    problems = [f"no quedó instalado {wanted}"] * (wanted not in after)
    problems += [f"apareció {line}" for line in added]
    problems += [f"desapareció {line}" for line in removed]
    return "La celda que instala debe agregar el curso y nada más: " * bool(problems) + (
        "; ".join(problems)
    )
