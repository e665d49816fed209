"""Las palabras y los símbolos del curso: qué es cada uno y qué lección lo presenta."""

import re
import tomllib
from dataclasses import dataclass

from course_lib.checks import suggest
from course_lib.lessons import rooms


@dataclass(frozen=True)
class Term:
    """Un término, con la lección que lo presenta: antes de ella no se usa.

    Argumentos:
        term: como se escribe en el curso.
        english: como aparece en los artículos y en Keras.
        definition: una frase.
        lesson: la que lo presenta, como "03".
        symbol: cómo se escribe en una fórmula, si tiene símbolo.
        notation: cómo se busca el símbolo en un texto; una letra de muchos usos no se busca.
        forms: otras maneras de escribir el término, como expresiones regulares.
        everyday: si es además una palabra de todos los días; tampoco se busca.
    """

    term: str
    english: str
    definition: str
    lesson: str
    symbol: str = ""
    notation: str = ""
    forms: tuple[str, ...] = ()
    everyday: bool = False

    def used_in(self, text: str) -> list[str]:
        """Lo que en `text` nombra el término, con palabras o con su símbolo."""
        plural = " ".join(rf"{re.escape(word)}(?:e?s)?" for word in self.term.split())
        words = "|".join((plural, *self.forms)) if not self.everyday else ""
        found = re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) if words else None
        written = re.search(self.notation, text) if self.notation else None
        return [match[0] for match in (found, written) if match]


def load(lesson: str = "") -> list[Term]:
    """Los términos que presenta una lección, como "05"; sin ella, los de todas."""
    return [term for number in ([lesson] if lesson else rooms.lessons()) for term in _read(number)]


def look_up(name: str) -> Term:
    """Un término por su nombre en español, su nombre en inglés o su símbolo."""
    known = {key: term for term in load() for key in (term.term, term.english, term.symbol) if key}
    if name not in known:
        raise ValueError(f"Término desconocido: {name!r}. {suggest(name, known)}")
    return known[name]


def _read(lesson: str) -> list[Term]:
    path = rooms.folder(lesson) / "glossary.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else "term = []"
    return [
        Term(lesson=lesson, **fields | {"forms": tuple(fields.get("forms", ()))})
        for fields in tomllib.loads(text)["term"]
    ]
