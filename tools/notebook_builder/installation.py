"""Los cuadernos se ejecutan con el curso instalado: una instalación vieja escribe lo viejo."""

import tomllib
from importlib import metadata
from pathlib import Path

from notebook_builder.errors import NotebookError


def check_installation(root: Path) -> None:
    """Se niega a construir si los requisitos instalados no son los de pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        installed = metadata.requires("course-lib") or []
    except metadata.PackageNotFoundError:
        raise NotebookError(
            "Falta course_lib en este Python: `python -m pip install -e .`"
        ) from None
    late = [line for line in project.get("dependencies", []) if line not in installed]
    if late:
        raise NotebookError(
            f"El curso está instalado con otros requisitos que los de pyproject.toml ({late[0]}): "
            "reinstálalo con `python -m pip install --no-deps -e .` y vuelve a construir."
        )
