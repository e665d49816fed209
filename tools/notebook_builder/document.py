"""Un cuaderno del curso: de qué carpeta es, de qué fuente sale y cómo se titula."""

import re
from dataclasses import dataclass
from pathlib import Path

LESSON, EXERCISE, SOLUTION = "notebooks", "exercises", "solutions"
FOLDERS = (LESSON, SOLUTION, EXERCISE)
# Cada uno con su nombre: en dos pestañas, la lección y su ejercicio no se confunden
ENDINGS = {LESSON: "", SOLUTION: "_solucion", EXERCISE: "_ejercicio"}


@dataclass(frozen=True)
class Document:
    """Un cuaderno del curso: dónde queda y de qué fuente sale."""

    root: Path
    folder: str
    slug: str

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.slug}{ENDINGS[self.folder]}.ipynb"

    @property
    def target(self) -> Path:
        return self.root / self.name

    @property
    def source(self) -> Path:
        home = LESSON if self.folder == LESSON else SOLUTION
        return self.root / home / "src" / f"{self.slug}.py"

    @property
    def is_executed(self) -> bool:
        return self.folder != EXERCISE


def title(document: Document) -> str:
    """Lee el título de otro cuaderno sin armar sus celdas."""
    match = re.search(r"^# # (.+)$", document.source.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else document.slug
