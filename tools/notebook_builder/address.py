"""La dirección pública del curso, que vive solo en pyproject.toml."""

import re
import tomllib
from pathlib import Path

from notebook_builder.errors import NotebookError
from notebook_builder.writing import write_atomically

ADDRESS_LINE = re.compile(r'^(Repository = "https://github\.com/)([^"]+)(")$', re.MULTILINE)


def read_address(root: Path) -> str:
    """Lee ORG/REPO de pyproject.toml, el único lugar donde está escrita."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    url = tomllib.loads(text)["project"]["urls"]["Repository"]
    return str(url).removeprefix("https://github.com/")


def set_address(root: Path, address: str) -> None:
    """Cambia la dirección pública del curso en pyproject.toml."""
    if not re.fullmatch(r"[\w-]+/[\w.-]+", address, re.ASCII):
        raise NotebookError(
            f"La dirección se escribe ORG/REPO, como en github.com/ORG/REPO. Recibido: {address}"
        )
    path = root / "pyproject.toml"
    text, count = ADDRESS_LINE.subn(rf"\g<1>{address}\g<3>", path.read_text(encoding="utf-8"))
    if count != 1:
        raise NotebookError(
            'pyproject.toml debe tener una sola línea Repository = "https://github.com/ORG/REPO" '
            f"en [project.urls]. Encontradas: {count}."
        )
    write_atomically(path, text)
