"""Lo publicado: lo guardado en git, servido desde aquí en la dirección que el cuaderno pide.

Colab abre el cuaderno de GitHub y de ahí instala el curso. Aquí se hace lo mismo con HEAD, sin
GitHub: una copia temporal del repositorio, a la que git llega en vez de ir a la dirección pública.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from colab_door.errors import ColabError

FOLDERS = ("notebooks/", "exercises/", "solutions/")
# Lo que la primera celda le pide a pip, dentro del JSON del cuaderno
REQUEST = re.compile(r"git\+(https://[^\s\"\\@]+)@([\w./-]+)")


@dataclass(frozen=True)
class Service:
    """Las variables con que git encuentra el curso, y la línea que pip anota al instalarlo."""

    environment: dict[str, str]
    installed: str


@dataclass(frozen=True)
class Published:
    """Lo guardado en git: es lo que Colab vería si se publicara ahora."""

    root: Path

    @cached_property
    def commit(self) -> str:
        """Lo último guardado al empezar: si se guarda algo más a mitad de la prueba, no entra."""
        return self.git("rev-parse", "HEAD").strip()

    @property
    def is_behind(self) -> bool:
        """Dice si hay cambios que todavía no están guardados."""
        return bool(self.git("status", "--porcelain"))

    def notebooks(self) -> list[str]:
        """Los cuadernos guardados, cada lección seguida de lo suyo."""
        names = self.git("ls-tree", "--name-only", self.commit, *FOLDERS).splitlines()
        notebooks = [name for name in names if name.endswith(".ipynb")]
        return sorted(notebooks, key=lambda name: Path(name).name)

    def read(self, name: str) -> str:
        return self.git("show", f"{self.commit}:{name}")

    def serve(self, name: str, folder: Path) -> Service:
        """Publica HEAD en una carpeta, con el nombre de rama que un cuaderno pide.

        Se empuja en vez de clonar: así vale también una copia sin rama, sin historia o de otro
        dueño, como la de la integración continua.
        """
        request = REQUEST.search(self.read(name))
        if request is None:
            raise ColabError(
                f"{name} no trae la celda que instala el curso en Colab: rehazlo con `python "
                "tools/notebooks.py build --sin-ejecutar` y guárdalo en git."
            )
        url, branch = request.groups()
        place = (folder / "curso.git").resolve().as_uri()
        self.git("init", "--quiet", "--bare", str(folder / "curso.git"))
        self.git("-C", str(folder / "curso.git"), "config", "receive.shallowUpdate", "true")
        self.git("push", "--quiet", "--no-verify", place, f"{self.commit}:refs/heads/{branch}")
        environment = {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{place}.insteadOf",
            "GIT_CONFIG_VALUE_0": url,
        }
        return Service(environment, f"course-lib @ git+{url}@{self.commit}")

    def git(self, *order: str) -> str:
        command = ["git", "-c", "safe.directory=*", "-C", str(self.root), *order]
        try:
            done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        except FileNotFoundError:
            raise ColabError(
                "Falta git, con que Colab instala el curso: instálalo y repite la orden."
            ) from None
        except subprocess.CalledProcessError as error:
            raise ColabError(
                "Colab instala lo guardado en git, y esta carpeta no es un repositorio con algo "
                f"guardado: clona el curso en vez de descargarlo. git dijo: {error.stderr.strip()}"
            ) from None
        return done.stdout
