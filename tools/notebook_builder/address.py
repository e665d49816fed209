"""La dirección pública del curso, que vive solo en pyproject.toml."""

import re
import subprocess
import tomllib
from pathlib import Path

from notebook_builder.errors import NotebookError
from notebook_builder.writing import write_atomically

PLACEHOLDER = "TU_ORGANIZACION/TU_REPOSITORIO"  # mientras el curso no se publica
BRANCH = "main"
ADDRESS_LINE = re.compile(r'^(Repository = "https://github\.com/)([^"]+)(")$', re.MULTILINE)
REMOTE = re.compile(
    r"(?:https://(?:[^/@]+@)?github\.com/|(?:ssh://)?git@github\.com(?::\d+/|[:/]))"
    r"([\w-]+/[\w.-]+?)(?:\.git)?/?",
    re.ASCII,
)


def read_address(root: Path) -> str:
    """Lee ORG/REPO de pyproject.toml, el único lugar donde está escrita."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    url = tomllib.loads(text)["project"]["urls"]["Repository"]
    return str(url).removeprefix("https://github.com/")


def colab_url(address: str, name: str) -> str:
    """Dónde abre Colab un cuaderno, esté donde esté quien sigue el enlace."""
    return f"https://colab.research.google.com/github/{address}/blob/{BRANCH}/{name}"


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


def remote_address(root: Path) -> str:
    """Lee ORG/REPO del remoto `origin` de git."""
    by_hand = "Escríbela tú: `python tools/notebooks.py direccion ORG/REPO`."
    order = ["git", "-C", str(root), "remote", "get-url", "origin"]
    try:
        found = subprocess.run(order, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise NotebookError(f"Falta git para leer la dirección. {by_hand}") from None
    except subprocess.CalledProcessError:
        raise NotebookError(f"Esta carpeta no tiene un remoto `origin` en git. {by_hand}") from None
    url = found.stdout.strip()
    match = REMOTE.fullmatch(url)
    if match is None:
        shown = re.sub(r"//[^/@]*@", "//", url)  # sin la clave que alguien haya dejado en ella
        raise NotebookError(f"El remoto `origin` no está en GitHub: {shown}. {by_hand}")
    return match[1]


def check_address(root: Path) -> None:
    """Se niega a publicar si las insignias no llevan al remoto `origin`."""
    written, remote = read_address(root), remote_address(root)
    if written != remote:
        raise NotebookError(
            f"La puerta de Colab está cerrada: pyproject.toml dice {written} y el remoto `origin` "
            f"es {remote}. Para abrirla: `python tools/notebooks.py direccion`, "
            "`python tools/notebooks.py build --sin-ejecutar`, y guarda y publica los cambios."
        )
