"""Lo que comparten las órdenes de la terminal: el error que se puede arreglar y el intérprete."""

import argparse
import os
import re
import shutil
from typing import NoReturn

# Lo que argparse dice en inglés
HELP = {
    "usage: ": "Uso: ",
    "positional arguments:": "Argumentos:",
    "options:": "Opciones:",
    "show this help message and exit": "muestra esta ayuda y termina",
}
ERRORS = {
    r"the following arguments are required: (.+)": r"Falta \1.",
    r"argument (\S+): expected one argument": r"\1 necesita un valor.",
    r"argument (--\S+): invalid choice: '(.*?)' \(choose from (.+)\)": (
        r"\1 no puede ser «\2». Puede ser: \3."
    ),
    r"argument \S+: invalid choice: '(.*?)' \(choose from (.+)\)": (
        r"No existe la orden «\1». Hay: \2."
    ),
    r"argument (\S+): «": r"\1: «",
    r"unrecognized arguments: (.+)": r"No entiendo «\1».",
}


class CommandError(Exception):
    """Algo que quien usa la orden puede arreglar; el mensaje dice cómo."""


def command(words: str) -> str:
    """La orden `curso …` como se escribe en la terminal de quien la lee: con uv, `uv run curso …`.

    Si uv no está en el camino de la terminal, se llega a él por Python.
    """
    if "UV" not in os.environ:  # la pone `uv run`
        return f"curso {words}"
    return f"{'uv' if shutil.which('uv') else 'python -m uv'} run curso {words}"


class Parser(argparse.ArgumentParser):
    """El intérprete de órdenes de Python, en español."""

    def format_help(self) -> str:
        return self._translate(super().format_help())

    def format_usage(self) -> str:
        return self._translate(super().format_usage())

    def _translate(self, text: str) -> str:
        for english, spanish in HELP.items():
            text = text.replace(english, spanish)
        return text

    def error(self, message: str) -> NoReturn:
        for english, spanish in ERRORS.items():
            message = re.sub(english, spanish, message, flags=re.DOTALL)
        self.exit(2, f"{message}\n{self.format_usage()}")
