"""Escribir donde no cabe un ✓: una tubería de Windows, que suele ser cp1252, lo dice con letras."""

import codecs
import io
import sys

PLAIN = {"✓": "[bien]", "✗": "[mal]", "○": "[ ]", "≥": ">=", "≤": "<=", "−": "-", "→": "->"}


def tolerate() -> None:
    """Desde ahora, un signo que la salida no sabe escribir no detiene nada."""
    codecs.register_error("curso", _plain)
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors != "curso":
        sys.stdout.reconfigure(errors="curso")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(PLAIN.get(character, "?") for character in unknown), error.end
