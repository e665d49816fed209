"""Las entregas de un curso: una carpeta, o el zip que descarga la plataforma, sin extraerlo nunca.

Quién entrega se sabe por lo que escribió la plataforma en el nombre de la carpeta o del archivo; si
no hay plataforma, por el nombre exacto, letra por letra. Lo que diga el cuaderno por dentro no
cuenta.
"""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Self

from course_lib.grading.files import SYSTEM, Entry, SourceError, UnreadableError, entries
from course_lib.grading.letters import clean, look

MOST_PEOPLE = 20_000
NOTEBOOK = ".ipynb"
MOST_CELLS = 2_000
MOST_CODE = 300_000  # letras de código en un cuaderno
MOST_NAMED = 3  # archivos sin mirar que se nombran

# Cómo nombra cada plataforma lo que entrega cada persona. Lo que sube una persona queda al final,
# así que cada forma se ancla al comienzo.
MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<id>\d+)_assignsubmission_(file|onlinetext)(_.*)?", re.DOTALL
)
CANVAS = re.compile(r"(?P<name>[^_]+)_(LATE_)?(?P<id>\d+)_\d+_.+", re.DOTALL)
BLACKBOARD = re.compile(r"(?P<name>.+?)_attempt_(?P<when>\d{4}(-\d\d){5})(_.*)?(\.\w+)?", re.DOTALL)
PLATFORMS = {"moodle": MOODLE, "canvas": CANVAS, "blackboard": BLACKBOARD}
PIECE = re.compile(r"(?:\.?/)*[^/]+/?")  # en una ruta, una carpeta o el archivo, tal como viene
ODD = "su nombre no es el que escribe {}: califícala aparte, o a todos con --plataforma ninguna"
DOWNLOAD_AGAIN = "pide que lo descargue otra vez con Archivo → Descargar .ipynb"


@dataclass(frozen=True)
class Submission:
    """Lo que entregó una persona: el cuaderno elegido, o ninguno.

    `student` se puede mostrar; `owner` es el nombre tal como venía, que distingue a cada persona:
    el que escribió la plataforma, o el del archivo o la carpeta (`Ana.ipynb`, `Ana/`).
    """

    student: str
    identifier: str
    path: str
    notes: tuple[str, ...]
    owner: str = ""

    @property
    def slug(self) -> str:
        """Un nombre de archivo propio: legible, sin rarezas y sin choques."""
        safe = re.sub(r'[\\/:*?"<>|\s.]+', "_", self.student).strip("_") or "sin_nombre"
        short = safe.encode()[:120].decode(errors="ignore")  # un nombre cabe en 255 bytes
        return f"{short}-{self._mark}"

    @property
    def _mark(self) -> str:
        """128 bits: con menos, alguien podría buscar dos nombres que choquen."""
        key = f"{self.owner or self.student}\0{self.identifier}"
        return hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()[:32]

    @property
    def seen(self) -> tuple[str, str]:
        """Cómo se lee: lo que no se nota no distingue a dos personas."""
        return look(self.student), self.identifier

    def distinct(self) -> Self:
        """La misma entrega, con un nombre visible que no se confunde con otro igual."""
        return replace(self, student=f"{self.student} ({self._mark})")


def find(source: Path, exercise: str, platform: str = "auto") -> list[Submission]:
    """Una entrega por persona, en orden alfabético.

    Si alguien entregó varios cuadernos se elige el que tenga el número del ejercicio en el nombre
    y, entre esos, el último.

    Argumentos:
        platform: quién escribió los nombres: «moodle», «canvas», «blackboard» o «ninguna»; con
            «auto», lo dicen los nombres.
    """
    listed = list(_worth(entries(source)))
    if not listed:
        raise SourceError(f"No hay entregas en «{source}».")
    common = len(_common_folder([entry.path for entry in listed]))
    tops = {entry: _pieces(entry.path[common:])[0] for entry in listed}
    tops = {e: top for e, top in tops.items() if not _is_hidden(e.path[common + len(top) :])}
    names = {_name(top) for top in tops.values()}
    platform = _platform(names, platform)
    assignment = len(_assignment(names)) if platform == "blackboard" else 0
    who = {top: _nobody(top, platform, assignment) for top in tops.values()}
    loose = _loose(who)
    unseen = {top for found in loose.values() for top in found}
    people: dict[Submission, list[Entry]] = {}
    for entry, top in tops.items():
        if top not in unseen:
            people.setdefault(who[top], []).append(entry)
    if len(people) > MOST_PEOPLE:
        raise SourceError(
            f"«{source}» tiene más de {MOST_PEOPLE} entregas: ¿es la carpeta correcta?"
        )
    told = {stem: _unseen(found) for stem, found in loose.items()}
    found = []
    for nobody, files in people.items():
        one = _chosen(nobody, files, exercise)
        stems = sorted({_stem(tops[entry]) for entry in files} & told.keys())
        found.append(replace(one, notes=(*one.notes, *(told[stem] for stem in stems))))
    return sorted(_told_apart(found), key=lambda one: (one.student.casefold(), one.identifier))


def counts(name: str) -> bool:
    """Si un archivo con ese nombre se mira como cuaderno al calificar."""
    return _is_relevant(name) and _is_notebook(name)


def cells(content: bytes) -> list[str]:
    """El código de cada celda de un cuaderno, o `UnreadableError` con la razón."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"no está escrito en UTF-8: {DOWNLOAD_AGAIN}") from None
    try:
        code = _code_cells(text)
    except Exception as error:  # hay muchas maneras de no ser un cuaderno
        raise UnreadableError(
            f"no es un cuaderno de Jupyter ({type(error).__name__}): {DOWNLOAD_AGAIN}"
        ) from None
    if len(code) > MOST_CELLS:
        raise UnreadableError(f"tiene {len(code)} celdas de código; el máximo es {MOST_CELLS}")
    if sum(map(len, code)) > MOST_CODE:
        raise UnreadableError(f"tiene más de {MOST_CODE} letras de código")
    return code


def _code_cells(text: str) -> list[str]:
    """El código según el JSON del cuaderno, también en los formatos 2 y 3.

    No pasa por nbformat, que valida todo: con un archivo hecho para eso tarda minutos y ocupa
    gigas. Lo demás del cuaderno (salidas, metadatos) no hace falta y no se mira.
    """
    document = json.loads(text)
    sheets = document.get("worksheets") or [document]
    found = [cell for sheet in sheets for cell in sheet["cells"] if cell["cell_type"] == "code"]
    sources = [cell.get("source", cell.get("input")) for cell in found]
    code = ["".join(source) for source in sources if isinstance(source, str | list)]
    if not code and "nbformat" not in document:
        raise ValueError("no tiene celdas de código ni dice su formato")
    return code


def _worth(found: Iterable[Entry]) -> Iterator[Entry]:
    """Los cuadernos, y un archivo de cada quien que no entregó ninguno.

    Una persona puede entregar miles de archivos: de los que no son cuadernos basta uno.
    """
    seen = set()
    for entry in found:
        if not _is_relevant(entry.path):
            continue
        start = tuple(_pieces(entry.path)[:2])
        if _is_notebook(entry.path):
            yield entry
        elif start not in seen:
            seen.add(start)
            yield entry


def _is_relevant(path: str) -> bool:
    """Si puede ser de alguien: el nombre de una persona también puede empezar con un punto."""
    names = [_name(piece) for piece in _pieces(path)]
    if any(name in SYSTEM or name.startswith("._") for name in names):
        return False
    hidden = [number for number, name in enumerate(names) if _is_hidden(name)]
    named = _is_notebook(path) or any(
        pattern.fullmatch(names[number]) for number in hidden for pattern in PLATFORMS.values()
    )
    return not hidden or (max(hidden) <= 1 and named)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") and part != ".." for part in PurePosixPath(path).parts)


def _is_notebook(path: str) -> bool:
    return path.rstrip(" .").lower().endswith(NOTEBOOK)


def _pieces(path: str) -> list[str]:
    """Las carpetas de una ruta y su archivo, cada una tal como está escrita.

    Nada se resuelve: `a/../Ana.ipynb` es de `a/`, y `./Ana.ipynb` no es `Ana.ipynb`.
    """
    return PIECE.findall(path) or [path]


def _name(piece: str) -> str:
    return piece.rstrip("/").rpartition("/")[2]


def _stem(piece: str) -> str:
    """El nombre de una carpeta, o el de un archivo sin su extensión."""
    name = _name(piece)
    if piece.endswith("/"):
        return name
    if _is_notebook(name):
        return name.rstrip(" .")[: -len(NOTEBOOK)] or name
    return re.sub(r"(?<!^)\.\w+\Z", "", name)


def _common_folder(paths: list[str]) -> str:
    """La carpeta que encierra a todas las demás, si la hay."""
    first = {_pieces(path)[0] for path in paths}
    folder = first.pop()
    if first or len(paths) < 2 or not folder.endswith("/"):
        return ""
    return "" if MOODLE.fullmatch(_name(folder)) else folder


def _loose(who: Mapping[str, Submission]) -> dict[str, list[str]]:
    """Los archivos sueltos que no se miran, porque acompañan a una entrega con su mismo nombre.

    `Ana.pdf` acompaña a `Ana.ipynb` y a `Ana/`; con una plataforma, puede ser de la misma persona.
    """
    main = {top for top in who if top.endswith("/") or _is_notebook(top)}
    stems, owners = {_stem(top) for top in main}, {who[top] for top in main}
    found: dict[str, list[str]] = {}
    for top in sorted(who.keys() - main):
        if _stem(top) in stems and who[top] not in owners:
            found.setdefault(_stem(top), []).append(top)
    return found


def _unseen(tops: Sequence[str]) -> str:
    """El aviso de que no se miraron: uno podría ser lo que entregó otra persona."""
    names = ", ".join(f"«{clean(_name(top))}»" for top in tops[:MOST_NAMED])
    more = f" y {len(tops) - MOST_NAMED} más" if len(tops) > MOST_NAMED else ""
    return f"se llaman igual y no se miraron: {names}{more}"


def _platform(names: set[str], wanted: str) -> str:
    """La plataforma de la que viene el curso entero, o ninguna: "".

    Se decide una sola vez: el nombre que alguien le puso a su archivo no cambia quién es. Si no se
    pide una, es la de más de la mitad de los nombres.
    """
    if wanted != "auto":
        return wanted if wanted in PLATFORMS else ""
    fits = {
        platform: sum(pattern.fullmatch(name) is not None for name in names)
        for platform, pattern in PLATFORMS.items()
    }
    most = max(fits, key=lambda platform: fits[platform])
    return most if fits[most] > len(names) / 2 else ""


def _assignment(tops: Iterable[str]) -> str:
    """En Blackboard, el nombre de la tarea: el comienzo que comparten los archivos.

    Llega hasta el primer guion bajo, salvo que lo que siga traiga espacios y no pueda ser un nombre
    de usuario. Si es la tarea la que trae guiones bajos, `exportar` lo ve en la planilla.
    """
    names = {match["name"] for top in tops if (match := BLACKBOARD.fullmatch(top))}
    shared = os.path.commonprefix(list(names))  # noqa: RUF071  # letra por letra
    ends = [number for number, letter in enumerate(shared, 1) if letter == "_"]
    users = (end for end in ends if not any(" " in name[end:] for name in names))
    return shared[: next(users, max(ends, default=0))]


def _nobody(top: str, platform: str, assignment: int) -> Submission:
    """De quién es un archivo, todavía sin elegir su cuaderno.

    Con plataforma cuenta solo lo que ella escribió; un nombre que no es de ella queda con un aviso,
    y no se califica. Sin plataforma cuenta el nombre exacto, también la extensión y si es una
    carpeta: así nadie ocupa el lugar de otra persona.
    """
    match = PLATFORMS[platform].fullmatch(_name(top)) if platform else None
    if match is None:
        notes = (ODD.format(platform.capitalize()),) if platform else ()
        return Submission(_shown(_stem(top)), "", "", notes, top)
    if platform == "blackboard":
        user = match["name"][assignment:]
        return Submission(_shown(user), clean(user).strip(), "", (), user)
    return Submission(_shown(match["name"]), match["id"], "", (), match["name"])


def _shown(name: str) -> str:
    return clean(name).strip() or "sin nombre"


def _told_apart(found: list[Submission]) -> list[Submission]:
    """Dos personas cuyos nombres se ven iguales llevan una marca, que nadie más lleva."""
    slugs = Counter(one.slug.casefold() for one in found)
    if same := [one.student for one in found if slugs[one.slug.casefold()] > 1]:
        raise SourceError(
            f"Las entregas de «{same[0]}» y «{same[1]}» quedarían en el mismo archivo: cámbiale el "
            "nombre a una de las dos."
        )
    while True:
        seen = Counter(one.seen for one in found)
        if len(seen) == len(found):
            return found
        found = [one.distinct() if seen[one.seen] > 1 else one for one in found]


def _chosen(nobody: Submission, files: list[Entry], exercise: str) -> Submission:
    if nobody.notes:
        return nobody
    notebooks = [entry for entry in files if _is_notebook(entry.path)]
    closed = tuple(
        f"no se puede leer la carpeta «{clean(_name(entry.path))}»"
        for entry in files
        if entry.path.endswith("/")
    )
    if not notebooks:
        return replace(nobody, notes=closed[:1] or ("no hay un archivo .ipynb",))
    best = max(
        notebooks, key=lambda entry: (_names(entry.path, exercise), _moment(entry), entry.path)
    )
    if not best.regular:
        return replace(nobody, notes=("el cuaderno es un enlace, no un archivo",))
    notes, name = [*closed[:1]], clean(PurePosixPath(best.path).name)
    if len(notebooks) > 1:
        notes.append(f"entregó {len(notebooks)} cuadernos: se calificó «{name}», el último")
    if best.copies > 1:
        notes.append(f"el zip trae {best.copies} veces «{name}»: se calificó la última copia")
    return replace(nobody, path=best.path, notes=tuple(notes))


def _names(path: str, exercise: str) -> bool:
    return re.search(rf"(?<!\d){exercise}_", PurePosixPath(path).name) is not None


def _moment(entry: Entry) -> str:
    match = BLACKBOARD.fullmatch(PurePosixPath(entry.path).name)
    return match["when"] if match else entry.when
