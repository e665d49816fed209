"""Llama a una función de quien estudia y cuenta, con datos simples, qué pasó.

Lo usan la autoevaluación y, dentro de la caja, el calificador: las dos responden lo mismo. Por eso
solo importa NumPy y la biblioteca estándar.
"""

import builtins
import contextlib
import copy
import numbers
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

ONLY = "al calificar solo hay NumPy y la biblioteca estándar"
# De la biblioteca estándar, pero necesitan una pantalla o datos que la caja no tiene
UNUSABLE = {"curses", "idlelib", "readline", "tkinter", "turtle", "turtledemo", "zoneinfo"}
LARGEST = 64 * 2**20  # bytes: un arreglo mayor no es una respuesta, es un accidente


# Por qué no se acepta lo que devolvió, y qué hacer. De la caja sale solo cuál de estas razones es:
# la frase la pone quien corrige, y no lo que corre adentro
REJECTIONS = {
    "uncallable": (
        "`{name}` debería ser una función y es {what}",
        "Le asignaste otra cosa a `{name}`: vuelve a correr la celda de su función.",
    ),
    "complex": (
        "recibí un número complejo ({what})",
        "Se pide un número real: si la parte imaginaria es 0, quédate con `.real`.",
    ),
    "unknown": (
        "recibí {what}, que aquí no se puede revisar",
        "Devuelve números, arreglos numéricos de NumPy, listas o diccionarios.",
    ),
    "unsendable": (
        "tu resultado es demasiado grande, o no se puede escribir como datos simples",
        "Devuelve solo lo que se pide.",
    ),
}
LONGEST_WORD = 60


class RejectedError(Exception):
    """Lo que devolvió la función no es un dato simple; `told` son los datos de `rejection`."""

    def __init__(self, kind: str, value: Any) -> None:
        is_array = isinstance(value, np.ndarray)
        self.told = {
            "kind": kind,
            "of": word(value.dtype.name if is_array else type(value).__name__),
            "shape": list(value.shape) if is_array else None,
        }


def rejection(name: str, kind: str, of: str, shape: Sequence[int] | None) -> tuple[str, str]:
    """El mensaje y la pista de lo que devolvió `name` y no se acepta."""
    array = f"un arreglo de tipo {of} y forma {tuple(shape or ())}"
    what = f"un {of}" if shape is None else array
    message, hint = (sentence.format(name=name, what=what) for sentence in REJECTIONS[kind])
    return message, hint


def word(name: str) -> str:
    """El nombre de una clase en una sola palabra: con más, podría decir cualquier cosa."""
    return re.sub(r"\W", "_", name)[:LONGEST_WORD]


def outcome(
    namespace: Mapping[str, object],
    name: str,
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    absent: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Qué pasó al llamar a `namespace[name]` con copias de los argumentos.

    `absent` son los nombres que faltan por venir de un módulo que no está al calificar.

    Devuelve un diccionario con una sola de estas claves, y nunca falla salvo con Ctrl-C:

        missing   no está definida                 pending   qué función sigue siendo el hueco
        rejected  los datos de `rejection`         error     {types, message, line}
        value     lo que devolvió, en datos simples; con `mutated`, si cambió sus argumentos, y
                  `view`, si comparte memoria con ellos
    """
    absent = absent or {}
    if name not in namespace and name in absent:
        return {"error": described(_foreign(name, absent[name]))}
    if name not in namespace:
        return {"missing": True}
    function = namespace[name]
    given, named = copy.deepcopy((args, kwargs))
    try:
        if not callable(function):
            raise RejectedError("uncallable", function)
        with warnings.catch_warnings(), np.errstate(all="warn"), only_numpy(namespace):
            warnings.simplefilter("default")  # aunque el cuaderno los haya cambiado
            answer = function(*given, **named)
        return {
            "value": plain(answer),
            "mutated": _fingerprint((given, named)) != _fingerprint((args, kwargs)),
            "view": _share(list(_arrays(answer)), list(_arrays([given, named]))),
        }
    except NotImplementedError as error:
        blank = _blank(error, [namespace, getattr(function, "__globals__", None)])
        if not blank:
            return {"error": described(error)}
        return {"pending": word(blank if blank.isidentifier() else name)}  # no `<lambda>`
    except RejectedError as reason:
        return {"rejected": reason.told}
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        told = described(error)
        missing = str(error.name) if isinstance(error, NameError) else ""
        if missing in absent:
            told |= described(_foreign(missing, absent[missing])) | {"line": told["line"]}
        return {"error": told}


def allowed(module: str) -> bool:
    """Si un módulo está al calificar."""
    root = module.partition(".")[0]
    return root in ("numpy", "__main__") or root in sys.stdlib_module_names - UNUSABLE


@contextlib.contextmanager
def only_numpy(namespace: Mapping[str, object]) -> Iterator[None]:
    """Mientras dura, el código de `namespace` solo importa lo que está al calificar."""
    real = builtins.__import__

    def importing(name: str, globals: Any = None, *others: Any, **more: Any) -> Any:  # noqa: A002
        if globals is namespace and not allowed(name):
            root = name.partition(".")[0]
            raise ModuleNotFoundError(f"no está `{root}`: {ONLY}", name=root)
        return real(name, globals, *others, **more)

    builtins.__import__ = importing
    try:
        yield
    finally:
        builtins.__import__ = real


def _blank(error: NotImplementedError, own: Sequence[object]) -> str:
    """La función propia que sigue siendo el hueco; ninguna, si el error viene de otro código."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return frame.f_code.co_name if any(frame.f_globals is one for one in own) else ""


# Lo que un cuaderno trae a su manera, y en una respuesta no sirve
UNFIT = {"exit": SystemExit, "quit": SystemExit, "input": EOFError}


def _foreign(name: str, module: str) -> BaseException:
    if name in UNFIT:
        return UNFIT[name](f"`{name}` no se usa en una respuesta")
    if name == module:
        return ModuleNotFoundError(f"no está `{name}`: {ONLY}")
    return ModuleNotFoundError(f"`{name}` viene de `{module}`, y {ONLY}")


# Una subclase, como `np.str_` o la de un `Enum`, se vuelve el tipo de siempre
EXACT: dict[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
}


def plain(value: Any) -> Any:
    """Copia de un resultado hecha solo de datos simples."""
    if value is None or isinstance(value, bool | np.bool_):
        return None if value is None else bool(value)
    for kind in (str, int, float):
        if isinstance(value, kind):
            return EXACT[kind](value)
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "biufUO":
        return plain(np.asarray(value)[()])
    if isinstance(value, np.generic):
        if value.dtype.kind in "iuf":
            return int(value) if value.dtype.kind in "iu" else float(value)
    elif isinstance(value, numbers.Real | Decimal):
        return float(value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.nbytes <= LARGEST:
        return np.array(value, subok=False)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {text(key): plain(item) for key, item in value.items()}
    is_complex = isinstance(value, complex | np.complexfloating)
    raise RejectedError("complex" if is_complex else "unknown", value)


def text(value: object, limit: int = 300) -> str:
    """El texto de cualquier objeto, aunque su `__str__` falle o no termine nunca de hablar."""
    try:
        words = str(value)
    except KeyboardInterrupt:
        raise
    except BaseException:
        words = f"un {type(value).__name__} que no se puede mostrar"
    return words if len(words) <= limit else f"{words[:limit]}…"


def described(error: BaseException) -> dict[str, Any]:
    """Un error en datos simples: sus clases, su mensaje y la línea de la respuesta."""
    frames = traceback.extract_tb(error.__traceback__, limit=2)[1:]
    frames = [frame for frame in frames if frame.filename != __file__]
    return {
        "types": [word(kind.__name__) for kind in type(error).__mro__],
        "message": text(error),
        "line": [frames[0].lineno, frames[0].line] if frames else None,
    }


def _arrays(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    """Los arreglos que hay en un valor, por adentro que estén."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)


def _share(results: list[Any], given: list[Any]) -> bool:
    return any(np.may_share_memory(a, b) for a in results for b in given)


def _fingerprint(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, list | tuple):
        return [_fingerprint(item) for item in value]
    if isinstance(value, dict):
        return {key: _fingerprint(item) for key, item in value.items()}
    return value
