"""Los segundos que tardó cada cuaderno la última vez que se midió."""

import json
from pathlib import Path

from notebook_builder.document import LESSON, Document
from notebook_builder.writing import write_atomically


def times_path(root: Path) -> Path:
    return root / LESSON / "tiempos.json"


def read_times(root: Path) -> dict[str, int]:
    """Lee los segundos que tardó cada cuaderno la última vez que se midió."""
    path = times_path(root)
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write_time(root: Path, document: Document, seconds: float) -> dict[str, int]:
    """Anota cuánto tardó un cuaderno y devuelve todos los tiempos."""
    times = read_times(root) | {document.name: max(1, round(seconds))}
    text = json.dumps(times, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_atomically(times_path(root), text)
    return times
