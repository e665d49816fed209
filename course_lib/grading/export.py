"""Las notas de vuelta a la plataforma: se rellena el mismo archivo que ella entregó.

Quien descargó la planilla la recibe igual, con la nota puesta en su columna; lo que no se pudo
calificar queda como estaba.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib.grading.plan import GradingError
from course_lib.grading.sheets import as_csv

Row = list[str]


@dataclass(frozen=True)
class Grade:
    """La nota de una persona, o vacía si su entrega no se pudo leer."""

    student: str
    identifier: str
    points: str
    scale: str


@dataclass(frozen=True)
class Format:
    """Cómo es la planilla de una plataforma.

    Argumentos:
        who: cómo puede llamarse la columna que identifica a cada persona.
        key: de esa celda, el identificador que la plataforma pone en las entregas.
        target: cómo puede llamarse la columna de la nota; en Canvas y Blackboard, `--columna`.
        skip: filas de la planilla que no son de una persona.
    """

    who: tuple[str, ...]
    key: Callable[[str], str]
    target: tuple[str, ...] = ()
    skip: Callable[[Mapping[str, str]], bool] = lambda row: False


def _digits(cell: str) -> str:
    found = re.search(r"\d+", cell)
    return found[0] if found else ""


FORMATS = {
    "moodle": Format(
        who=("Identificador", "Identifier"), key=_digits, target=("Calificación", "Grade")
    ),
    "canvas": Format(
        who=("ID",),
        key=str.strip,
        skip=lambda row: "Points Possible" in "".join(row.values()) or not row["ID"].strip(),
    ),
    "blackboard": Format(
        who=("Username", "Nombre de usuario", "Usuario"), key=lambda cell: cell.strip().casefold()
    ),
}


@dataclass(frozen=True)
class Filled:
    """Una planilla con las notas puestas: su contenido, cuántas son y quiénes no están en ella."""

    content: bytes
    written: int
    missing: tuple[str, ...]


def fill(
    template: Path,
    platform: str,
    grades: Sequence[Grade],
    column: str = "",
    *,
    skip_missing: bool = False,
) -> Filled:
    """La planilla con las notas puestas, y todo lo demás tal como venía.

    Argumentos:
        template: la planilla descargada de la plataforma.
        platform: «moodle», «canvas» o «blackboard».
        column: el comienzo del nombre de la columna de la nota, cuando la plataforma tiene varias.
        skip_missing: deja pasar a quienes no están en la planilla.
    """
    style, shape = _read(template), FORMATS[platform]
    header = style.rows[0]
    who = _find(header, shape.who, template)
    target = _target(header, column, template) if column else _find(header, shape.target, template)
    comma = header[target] == "Calificación"  # Moodle espera los decimales de su idioma
    people = _people(style.rows, shape, who, template)
    scores, written = _by_key(grades, shape), 0
    if platform == "blackboard":
        scores = _without_assignment(scores, people)
    for key, row in people.items():
        grade = scores.pop(key, None)
        if grade is not None and grade.points:
            row[target] = grade.points if comma else grade.points.replace(",", ".")
            written += 1
    absent = [*scores.values(), *(one for one in grades if not shape.key(one.identifier))]
    missing = tuple(sorted(one.student for one in absent))
    # Sin nota y sin identificador no hay nada que pasar: quien enseña ya la vio entre las ilegibles
    if any(one.points or one.identifier for one in absent) and not skip_missing:
        raise GradingError(
            f"{len(missing)} entregas no están en «{template}» (por ejemplo "
            f"{', '.join(missing[:5])}): descarga la planilla de este mismo curso, completa, o "
            "agrega --ignorar-ausentes."
        )
    return Filled(style.write(), written, missing)


def plain(grades: Sequence[Grade]) -> str:
    """Un CSV simple: estudiante, identificador, puntos y nota."""
    header = ("estudiante", "identificador", "puntos", "nota")
    rows = [(one.student, one.identifier, one.points, one.scale) for one in grades]
    return as_csv([header, *rows])


def _by_key(grades: Sequence[Grade], shape: Format) -> dict[str, Grade]:
    """Las notas por identificador; con uno repetido, no se sabe de quién son."""
    found: dict[str, Grade] = {}
    for one in grades:
        key = shape.key(one.identifier)
        if not key:
            continue
        if key in found:
            raise GradingError(
                f"Dos entregas llevan el identificador {key}: «{found[key].student}» y "
                f"«{one.student}». Deja una sola y vuelve a calificar."
            )
        found[key] = one
    if grades and not found:
        raise GradingError(
            "Estas entregas vienen de una carpeta y no traen el identificador de la plataforma: "
            "califica el zip que ella entrega, o usa --formato csv."
        )
    return found


def _without_assignment(scores: dict[str, Grade], people: Iterable[str]) -> dict[str, Grade]:
    """Las notas por usuario: si el nombre de la tarea trae guiones bajos, un resto quedó pegado.

    Solo por los archivos no se sabe dónde termina la tarea y empieza el usuario; la planilla sí.
    """
    known = set(people)
    shared = os.path.commonprefix(list(scores))  # noqa: RUF071  # letra por letra
    cuts = [0, *(number for number, letter in enumerate(shared, 1) if letter == "_")]
    best = max(cuts, key=lambda cut: sum(key[cut:] in known for key in scores))
    return {key[best:]: grade for key, grade in scores.items()}


def _people(rows: list[Row], shape: Format, who: int, template: Path) -> dict[str, Row]:
    """Las filas de la planilla que son de una persona, por identificador."""
    header, found = rows[0], dict[str, Row]()
    for row in rows[1:]:
        if len(row) != len(header) or shape.skip(dict(zip(header, row, strict=True))):
            continue
        key = shape.key(row[who])
        if key in found:
            raise GradingError(f"«{template}» repite a quien tiene el identificador {key}.")
        if key:
            found[key] = row
    return found


@dataclass
class _Sheet:
    """Una planilla y la manera en que estaba escrita."""

    rows: list[Row]
    mark: str
    delimiter: str
    ending: str
    encoding: str
    quote_all: bool

    def write(self) -> bytes:
        file = io.StringIO()
        csv.writer(
            file,
            delimiter=self.delimiter,
            lineterminator=self.ending,
            quoting=csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL,
        ).writerows(self.rows)
        return (self.mark + file.getvalue()).encode(self.encoding)


def _read(template: Path) -> _Sheet:
    try:
        content = template.read_bytes()
    except OSError as error:
        raise GradingError(f"No puedo leer «{template}»: {error.strerror}.") from error
    # Blackboard entrega UTF-16 con tabulaciones; las demás, UTF-8 con comas o punto y coma
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise GradingError(f"«{template}» no está en UTF-8 ni en UTF-16.") from None
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    ending = "\r\n" if first.endswith("\r") else "\n"
    try:
        rows = _rows(text, delimiter)
    except csv.Error as error:
        raise GradingError(f"«{template}» no parece un CSV: descárgala de nuevo.") from error
    if not rows:
        raise GradingError(f"«{template}» está vacía.")
    quote_all = first.rstrip("\r").count('"') >= 2 * len(rows[0])
    return _Sheet(rows, mark, delimiter, ending, encoding, quote_all)


def _rows(text: str, delimiter: str) -> list[Row]:
    """Las filas; una celda puede ser tan larga como el archivo."""
    before = csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(before)


def _find(header: Row, names: Sequence[str], template: Path) -> int:
    for name in names:
        if name in header:
            return header.index(name)
    listed = ", ".join(header)
    if not names:
        raise GradingError(
            f"Falta --columna: cómo empieza la columna de la nota; la planilla tiene: {listed}."
        )
    wanted = " o ".join(f"«{name}»" for name in names)
    raise GradingError(f"«{template}» no tiene la columna {wanted}. Tiene: {listed}.")


def _target(header: Row, column: str, template: Path) -> int:
    found = [i for i, name in enumerate(header) if name.startswith(column)]
    if len(found) != 1:
        raise GradingError(
            f"«{template}» tiene {len(found)} columnas que empiezan con «{column}» y se espera "
            f"una. Tiene: {', '.join(header)}."
        )
    return found[0]
