"""La puerta liviana: sin Keras en el computador, cada celda que lo usa lo dice y se salta.

Lo que una celda saltada iba a definir también falta: las que lo usen se saltan con ella, hasta que
alguien lo defina de nuevo. El resto del cuaderno corre de una vez, sin un solo error.
"""

import ast
import dis
import platform
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from types import CodeType

KERAS = {"keras", "tensorflow"}
LOADERS = {"load_keras", "set_floatx", "use_floatx"}  # lo que importa Keras, en `parity`
NAMES = {"LOAD_NAME", "LOAD_GLOBAL"}
BINDS = {"STORE_NAME", "STORE_GLOBAL"}
MESSAGE = "Esta celda usa Keras, que no está aquí, y se salta (README, «Sin TensorFlow»)."
BROKEN = "Keras y TensorFlow están instalados, pero no parten: {kind}: {error}\n"
REPAIR = """Qué hacer: en una terminal, en la carpeta del curso,
    uv sync --reinstall-package tensorflow --reinstall-package keras
(sin uv, `python -m pip install --force-reinstall tensorflow keras`), y reinicia el núcleo. Si habla
de una DLL, en Windows, instala antes «Microsoft Visual C++ Redistributable» x64. Mientras tanto,
sáltate las celdas que usan Keras: lo demás corre.
"""
NOWHERE = "No hay TensorFlow para este computador: abre la lección en Colab, o con Python 3.13.\n"
ABSENT = (
    "Falta Keras con TensorFlow: `uv sync`, en la carpeta del curso, o `pip install tensorflow`.\n"
)


def is_missing() -> bool:
    """Si falta Keras, o TensorFlow, con el que calcula."""
    return any(find_spec(name) is None for name in KERAS)


def exists() -> bool:
    """Si hay un TensorFlow que instalar en este computador, como en `pyproject.toml`."""
    intel_mac = sys.platform == "darwin" and platform.machine() != "arm64"
    return sys.version_info < (3, 14) and not intel_mac


def explain(error: Exception) -> str:
    """Por qué no se pudo importar Keras, y qué hacer."""
    if not is_missing():
        return BROKEN.format(kind=type(error).__name__, error=error) + REPAIR
    return ABSENT if exists() else NOWHERE


def watch() -> None:
    """Desde la celda siguiente, y solo si falta Keras, salta las que lo usan."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and is_missing():
        shell.ast_transformers.append(Skipper())


class Skipper(ast.NodeTransformer):
    """Cambia por un aviso cada celda que usa Keras, o un nombre que otra saltada no definió."""

    def __init__(self) -> None:
        self._absent: set[str] = set()

    def visit_Module(self, cell: ast.Module) -> ast.Module:
        """Una celda, como la entrega IPython."""
        try:
            code = compile(cell, "<celda>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError:  # IPython lo dirá mejor
            return cell
        bound: set[str] = set()
        skipped = any([*_needs(code, bound, self._absent)])  # entera, para saber qué define
        self._absent = self._absent | bound if skipped else self._absent - bound
        return ast.parse(f"print({MESSAGE!r})") if skipped else cell


def _needs(code: CodeType, bound: set[str], absent: set[str]) -> Iterator[bool]:
    """Instrucción por instrucción, si pide lo que falta; en `bound` deja lo que define."""
    before = None
    for step in dis.get_instructions(code):
        value = step.argval
        if step.opname in BINDS:
            bound.add(value)
        elif step.opname in NAMES:
            yield value in absent - bound
        elif step.opname == "IMPORT_NAME":
            yield value.partition(".")[0] in KERAS
        elif isinstance(value, CodeType):  # una función o una clase de la celda
            yield from _needs(value, set(bound), absent)
        elif before == "parity" and isinstance(value, str):
            yield value in LOADERS
        before = value
