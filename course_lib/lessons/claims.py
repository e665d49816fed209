"""Lo que dijo la clase, afirmación por afirmación, con su veredicto y dónde se prueba."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
        folded: True si su fila va en «Para profundizar».
    """

    ids: Sequence[str]
    lesson: str
    text: str
    verdict: str
    precise: str
    proof: str
    folded: bool = False

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


@dataclass(frozen=True)
class Citation:
    """Algo que la clase cita o enlaza: no se juzga, se comenta.

    Argumentos:
        ids: sus números, como los de una afirmación.
        text: qué cita y qué conviene saber.
    """

    ids: Sequence[str]
    text: str


class Table(str):
    """Texto en Markdown que un cuaderno muestra como tabla."""

    def __repr__(self) -> str:
        return "Tabla de afirmaciones: número, afirmación, veredicto, lo preciso y la prueba."

    def _repr_markdown_(self) -> str:
        return str(self)


def load(lesson: str = "") -> list[Claim]:
    """Las afirmaciones de una lección, como "05"; sin ella, todas."""
    return [
        Claim(lesson=told["lesson"], **fields) for told in _read(lesson) for fields in told["claim"]
    ]


def cited(lesson: str = "") -> list[Citation]:
    """Lo que la clase cita en una lección; sin ella, en todas."""
    return [Citation(**fields) for told in _read(lesson) for fields in told.get("cited", [])]


def _read(lesson: str) -> list[dict[str, Any]]:
    """Lo escrito en cada sala; la bienvenida y la integración no tienen: miran las de todas."""
    folders = [rooms.folder(number) for number in ([lesson] if lesson else rooms.lessons())]
    paths = [folder / "claims.toml" for folder in folders]
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths if path.exists()]


def count(lesson: str = "") -> dict[str, int]:
    """Cuántas afirmaciones hay de cada veredicto, en una lección o en todas."""
    found = Counter(claim.verdict for claim in load(lesson) for _ in claim.ids)
    return {verdict: found[verdict] for verdict in VERDICTS}


def table(lesson: str = "", *, folded: bool = False) -> Table:
    """La tabla de una lección o de todas; en un cuaderno se ve como tabla.

    Argumentos:
        folded: True deja solo las filas plegadas y agrega abajo lo que la clase cita.
    """
    header = ["| # | Afirmación | Veredicto | Lo preciso | Prueba |", "|---|---|---|---|---|"]
    rows = [claim.row for claim in load(lesson) if claim.folded or not folded]
    notes = [f"- {', '.join(note.ids)}: {note.text}." for note in cited(lesson) if folded]
    return Table("\n".join([*header, *rows, *([""] if notes else []), *notes]))
