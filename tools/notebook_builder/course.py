"""El curso: sus cuadernos, su dirección y sus tiempos."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from notebook_builder.address import read_address
from notebook_builder.document import FOLDERS, LESSON, SOLUTION, Document
from notebook_builder.errors import NotebookError
from notebook_builder.times import read_times


@dataclass
class Course:
    """Lo que un cuaderno necesita saber del resto: dirección, tiempos y vecinos."""

    root: Path
    address: str
    times: dict[str, int]
    documents: list[Document] = field(default_factory=list)

    @classmethod
    def read(cls, root: Path) -> Course:
        course = cls(root, read_address(root), read_times(root))
        for folder in FOLDERS:
            home = LESSON if folder == LESSON else SOLUTION
            for source in sorted((root / home / "src").glob("*.py")):
                if not re.fullmatch(r"\d\d_[a-z0-9_]+", source.stem):
                    raise NotebookError(
                        f"{source.relative_to(root)}: el nombre debe ser NN_slug.py, dos dígitos "
                        "y luego minúsculas sin acentos, dígitos o guiones bajos."
                    )
                course.documents.append(Document(root, folder, source.stem))
        return course

    def get(self, folder: str, slug: str) -> Document | None:
        wanted = Document(self.root, folder, slug)
        return wanted if wanted in self.documents else None

    @property
    def lessons(self) -> list[Document]:
        return [document for document in self.documents if document.folder == LESSON]
