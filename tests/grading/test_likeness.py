"""«Iguales»: lo copiado se reconoce aunque se disfrace, y lo distinto no se confunde."""

import pytest
from classroom import SOLUTION, notebook

from course_lib.grading.sandbox import Box
from course_lib.grading.submissions import cells

PUBLISHED = next(c for c in cells(SOLUTION.read_bytes()) if "def ridge(" in c)
HEAD = "import numpy as np\n"


def marks(*code):
    with Box("ninguna", list(code)) as box:
        return box.read()["prints"]


RIDGE = marks(HEAD, PUBLISHED)["ridge"]
BODY = PUBLISHED.partition("\n")[2]
INDENTED = "\n".join(f"    {line}" for line in PUBLISHED.splitlines())

# Las maneras de disfrazar una función copiada
DISGUISES = {
    "otro nombre": [PUBLISHED.replace("def ridge", "def _r") + "\n\n\nridge = _r"],
    "método estático": [f"class Mia:\n    @staticmethod\n{INDENTED}\n\n\nridge = Mia.ridge"],
    "una línea muerta": [PUBLISHED.replace("\n    ", "\n    pass\n    ", 1)],
    "una variable que nadie usa": [PUBLISHED.replace("\n    ", "\n    unused = 0\n    ", 1)],
    "otro docstring": [PUBLISHED.replace('"""', '"""Mío. ', 1)],
    "una constante suelta": [PUBLISHED.replace("\n    ", "\n    'hola'\n    ", 1)],
    "exec": [f"exec({PUBLISHED!r})"],
    "dentro de otra": [f"def ridge(*a):\n{INDENTED}\n    return ridge(*a)"],
    "otro nombre de NumPy": ["import numpy as banana", PUBLISHED.replace("np.", "banana.")],
    "con anotaciones": [PUBLISHED.replace("(x, y, l2)", "(x: float, y: int, l2: object) -> tuple")],
}


@pytest.mark.parametrize("name", DISGUISES)
def test_una_copia_disfrazada_se_reconoce(name):
    assert RIDGE in marks(HEAD, *DISGUISES[name]).values()


DIFFERENT = """
def f(x, y):
    a = {}(x, y)
    b = np.{}(x) + np.{}(y)
    return [a + b, a - b, a * b, (a + b) ** 2, x[0] + y[1], x[1] - y[0]]
"""


def test_dos_funciones_que_calculan_otra_cosa_no_son_iguales():
    one = marks(HEAD + DIFFERENT.format("min", "max", "mean"))["f"]
    other = marks(HEAD + DIFFERENT.format("pow", "round", "std"))["f"]
    assert one != other
    renamed = DIFFERENT.replace("x", "u").replace("y", "v").format("min", "mau", "mean")
    assert marks(HEAD + renamed.replace("mau", "max"))["f"] == one


def test_una_ayuda_con_otro_nombre_no_la_cambia():
    code = "def {0}(x):\n    return x + 1\n\n\n" + DIFFERENT.replace("{}(x, y)", "{0}(x)", 1)
    code = code.replace("{}", "mean")
    assert marks(HEAD + code.format("ayuda"))["f"] == marks(HEAD + code.format("otra"))["f"]


def test_las_que_no_reciben_nada_no_se_comparan():
    answer = next(c for c in cells(notebook().encode()) if "def by_hand(" in c)
    assert marks(HEAD, answer) == {}


def test_muchas_funciones_antes_no_tapan_la_respuesta():
    junk = "\n".join(
        DIFFERENT.format("min", "max", "mean").replace("f(", f"a{k}(") for k in range(600)
    )
    assert marks(junk, HEAD, PUBLISHED)["ridge"] == RIDGE
