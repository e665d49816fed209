"""Tu copia del curso: se pone al día sola y nunca pisa lo que escribiste.

Tuyo es lo que escribes en las celdas. Lo demás (salidas, números, metadatos) lo cambia JupyterLab
con solo abrir un cuaderno, y vuelve al ejecutarlo. Una huella de cada cuaderno entregado, guardada
en la misma carpeta, dice cuáles cambiaste.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# Con el mismo orden en que se buscan: un número solo abre la lección
FOLDERS = ("notebooks", "exercises", "solutions")
RECORD = ".curso.json"

Marks = dict[str, str]  # la huella del archivo y la de lo escrito en él


@dataclass
class Changes:
    """Qué pasó al poner la copia al día, por nombre: «notebooks/03_dropout.ipynb»."""

    new: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # los cambiaste, y el curso trae otra versión


def names(root: Path) -> list[str]:
    """Los cuadernos de una carpeta con forma de curso, por nombre."""
    paths = (path for folder in FOLDERS for path in sorted((root / folder).glob("*.ipynb")))
    return [path.relative_to(root).as_posix() for path in paths]


def update(root: Path, mine: Path) -> Changes:
    """Copia lo que falta y renueva lo que no cambiaste."""
    changes = Changes()
    with _record(mine) as record:
        for name in names(root):
            content, target = (root / name).read_bytes(), mine / name
            now, before = _marks(content), record.get(name, {})
            if not target.exists():
                changes.new.append(name)
            elif _marks(target.read_bytes())["texto"] not in (now["texto"], before.get("texto")):
                if now["texto"] != before.get("texto"):
                    changes.kept.append(name)
                continue
            elif now != before:
                changes.refreshed.append(name)
            else:
                continue
            write(target, content)
            record[name] = now
    return changes


def another(root: Path, mine: Path, name: str) -> str:
    """Otra copia, al lado y con el primer nombre libre: `03_x.ipynb`, `03_x-2.ipynb`."""
    content, target, attempt = (root / name).read_bytes(), mine / name, 1
    while target.exists():
        attempt += 1
        target = (mine / name).with_stem(f"{Path(name).stem}-{attempt}")
    write(target, content)
    with _record(mine) as record:
        record[name] = _marks(content)  # esta versión ya la tienes
    return target.relative_to(mine).as_posix()


def changed(mine: Path) -> list[str]:
    """Los cuadernos que guardaste alguna vez, del último al primero."""
    with _record(mine) as record:
        saved = [
            name
            for name in names(mine)
            if _marks((mine / name).read_bytes())["archivo"] != record.get(name, {}).get("archivo")
        ]
    return sorted(saved, key=lambda name: (mine / name).stat().st_mtime, reverse=True)


def is_yours(mine: Path, name: str) -> bool:
    """Si en esa copia hay algo escrito por ti."""
    with _record(mine) as record:
        written = _marks((mine / name).read_bytes())["texto"]
        return written != record.get(name, {}).get("texto")


@contextmanager
def _record(mine: Path) -> Iterator[dict[str, Marks]]:
    """Las huellas de lo entregado; sin ellas, lo que difiera del curso se cree tuyo."""
    path = mine / RECORD
    try:
        record = dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        record = {}
    before = dict(record)
    try:
        yield record
    finally:
        if record != before:  # también si se interrumpe: lo copiado queda anotado
            write(path, json.dumps(record, indent=1, sort_keys=True).encode())


def _marks(content: bytes) -> Marks:
    try:
        cells = json.loads(content)["cells"]
        told = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells])
    except (ValueError, KeyError, TypeError):
        told = ""  # no se lee: no es lo que entregó el curso
    texts = {"archivo": content, "texto": told.encode()}
    return {mark: hashlib.sha256(text).hexdigest()[:16] for mark, text in texts.items()}


def write(target: Path, content: bytes) -> None:
    """Escribe entero o no escribe."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
