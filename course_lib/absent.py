"""Los nombres de Keras que el curso deja fuera: quien los pide recibe una explicación."""

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from course_lib.checks import suggest

NAMES = Path(__file__).with_name("keras_names.toml")


def explain(module: str) -> Callable[[str], Any]:
    """El `__getattr__` de un módulo: dice si el nombre que falta existe en Keras.

    Argumentos:
        module: el `__name__` de quien lo usa, como «course_lib.layers».
    """
    place = module.replace("course_lib", "keras", 1)

    def missing(name: str) -> NoReturn:
        if name.startswith("_"):  # lo que Python y Jupyter preguntan por su cuenta
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        if name in tomllib.loads(NAMES.read_text(encoding="utf-8")).get(place, "").split():
            raise AttributeError(
                f"`{place}.{name}` existe en Keras, y este curso lo deja fuera: trae solo lo que "
                "sus lecciones explican. Para usarlo, escribe la red con `keras`."
            )
        raise AttributeError(f"`{module}` no tiene {name!r}. {suggest(name, _public(module))}")

    return missing


def _public(module: str) -> list[str]:
    found = vars(sys.modules[module])
    own = (name for name in found if getattr(found[name], "__module__", None) == module)
    return list(found.get("__all__", (name for name in own if not name.startswith("_"))))
