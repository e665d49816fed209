"""Copia las versiones probadas, requirements/lock.txt, donde uv las lee.

    python tools/constraints.py [--verificar]

`uv run` no mira requirements/lock.txt: sin esto, cada clon nuevo instala lo último que haya. Pip lo
usa tal cual: `pip install -c requirements/lock.txt …`.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
WIDTH = 100


def pins(root: Path = ROOT) -> list[str]:
    """Las líneas del candado: «numpy==2.4.6 ; python_full_version < '3.12'»."""
    return (root / "requirements/lock.txt").read_text(encoding="utf-8").splitlines()


def block(lines: list[str]) -> str:
    """El candado como lo escribe pyproject.toml: varias versiones por línea."""
    # un espacio que no se parte: cada versión queda entera en su línea
    whole = " ".join(f'"{line}",'.replace(" ", "\0") for line in lines)
    rows = textwrap.wrap(whole, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    body = "".join(f"    {row}\n".replace("\0", " ") for row in rows)
    return f"constraint-dependencies = [\n{body}]\n"


def main(argv: list[str], root: Path = ROOT) -> int:
    path = root / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    wanted = BLOCK.sub(lambda _: block(pins(root)), text)
    if "--verificar" in argv and wanted != text:
        print("pyproject.toml no tiene las versiones de requirements/lock.txt.", file=sys.stderr)
        return 1
    path.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
