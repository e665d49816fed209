"""Lo que dijo la clase, afirmación por afirmación, con su veredicto y dónde se prueba."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib.lessons import rooms

VERDICTS = ("Se sostiene", "Matizar", "Corregir")


@dataclass(frozen=True)
class Claim:
    """Una fila: lo que se afirmó en clase y lo que una celda muestra.

    Argumentos:
        ids: los números de lo afirmado; casi siempre uno, como "X8".
        lesson: la lección que lo revisa, como "05_xavier".
        text: la afirmación, en nuestras palabras.
        verdict: uno de `VERDICTS`.
        precise: lo que se puede decir con precisión.
        proof: los enlaces, en Markdown, a los lugares de esa lección que lo muestran.
    """

    ids: Sequence[str]
    lesson: str
    text: str
    verdict: str
    precise: str
    proof: str

    @property
    def anchors(self) -> list[str]:
        """Las anclas a que enlaza, sin el «#»."""
        return re.findall(r"\]\(#([^)]+)\)", self.proof)

    @property
    def row(self) -> str:
        """La fila de la tabla, con enlaces que sirven desde otro cuaderno."""
        proof = self.proof.replace("](#", f"]({self.lesson}.ipynb#")
        cells = ", ".join(self.ids), self.text, f"**{self.verdict}**", self.precise, proof
        return f"| {' | '.join(cells)} |"


class Table(str):
    """Texto en Markdown que un cuaderno muestra como tabla."""

    def __repr__(self) -> str:
        return "Tabla de afirmaciones: número, afirmación, veredicto, lo preciso y la prueba."

    def _repr_markdown_(self) -> str:
        return str(self)


def load(lesson: str = "") -> list[Claim]:
    """Las afirmaciones de una lección, como "05"; sin ella, todas."""
    folders = [rooms.folder(number) for number in ([lesson] if lesson else rooms.lessons())]
    return [claim for folder in folders for claim in _read(folder / "claims.toml")]


def _read(path: Path) -> list[Claim]:
    """Las de una sala; la bienvenida y la integración no tienen: miran las de todas."""
    if not path.exists():
        return []
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Claim(lesson=told["lesson"], **fields) for fields in told["claim"]]


def count(lesson: str = "") -> dict[str, int]:
    """Cuántas afirmaciones hay de cada veredicto, en una lección o en todas."""
    found = Counter(claim.verdict for claim in load(lesson) for _ in claim.ids)
    return {verdict: found[verdict] for verdict in VERDICTS}


def table(lesson: str = "") -> Table:
    """La tabla de una lección o de todas; en un cuaderno se ve como tabla."""
    header = ["| # | Afirmación | Veredicto | Lo preciso | Prueba |", "|---|---|---|---|---|"]
    return Table("\n".join([*header, *(claim.row for claim in load(lesson))]))
