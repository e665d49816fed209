"""Qué lecciones siguen todavía la primera edición: una lista que solo se achica."""

import tomllib

from notebooks import ROOT

LIST = ROOT / "tests/lessons/first_edition.toml"
FIRST: dict[str, str] = tomllib.loads(LIST.read_text(encoding="utf-8"))["lessons"]
