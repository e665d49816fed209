"""Escribir un archivo entero, o no escribirlo."""

import os
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Escribe entero o no escribe: un corte a la mitad deja el archivo anterior."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
