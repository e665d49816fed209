"""De qué ejercicio es un cuaderno: se entrega, por error, la lección o el de otra semana."""

import re
from collections import Counter
from collections.abc import Sequence

CHECK = re.compile(r"""\bcheck\(\s*["'](\d{1,2})\.\d""")


def exercise(code: Sequence[str]) -> str:
    """El ejercicio cuyas preguntas revisa un cuaderno, con dos cifras, o «»."""
    found = Counter(number.zfill(2) for cell in code for number in CHECK.findall(cell))
    return found.most_common(1)[0][0] if found else ""


def to_another(code: Sequence[str], wanted: str) -> str:
    """Por qué un cuaderno es de otro ejercicio, o «» si no lo es."""
    found = _checked(code)
    if not found or wanted in found:
        return ""
    return f"no es el ejercicio {wanted}: es el {', el '.join(sorted(found))}; pídele el que falta"


def to_none(code: Sequence[str], wanted: str, states: Sequence[str]) -> str:
    """Por qué un cuaderno no es el ejercicio, si no revisa sus preguntas ni trae sus funciones."""
    missing = states.count("sin_funcion")
    if missing < len(states) and (_checked(code) or 2 * missing <= len(states)):
        return ""
    return (
        f"no parece el ejercicio {wanted}: le faltan las funciones de {missing} de sus "
        f"{len(states)} preguntas (¿es la lección?)"
    )


def _checked(code: Sequence[str]) -> set[str]:
    return {number.zfill(2) for cell in code for number in CHECK.findall(cell)}
