"""Llama a una función de quien estudia y cuenta, con datos simples, qué pasó.

Lo usan la autoevaluación y, dentro de la caja, el calificador: las dos responden lo mismo. Por eso
solo importa NumPy y la biblioteca estándar.
"""

import copy
import traceback
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

LARGEST = 64 * 2**20  # bytes: un arreglo mayor no es una respuesta, es un accidente


class RejectedError(Exception):
    """Lo que devolvió la función no es un dato simple; `hint` dice qué hacer."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def outcome(
    namespace: Mapping[str, object],
    name: str,
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> dict[str, Any]:
    """Qué pasó al llamar a `namespace[name]` con copias de los argumentos.

    Devuelve un diccionario con una sola de estas claves, y nunca falla salvo con Ctrl-C:

        missing   no está definida                 pending   qué función sigue siendo el hueco
        rejected  [mensaje, pista]                 error     {types, message, line}
        value     lo que devolvió, en datos simples; con `mutated`, si cambió sus argumentos, y
                  `view`, si comparte memoria con ellos
    """
    if name not in namespace:
        return {"missing": True}
    function = namespace[name]
    given, named = copy.deepcopy((args, kwargs))
    try:
        if not callable(function):
            raise RejectedError(
                f"`{name}` debería ser una función y es un {type(function).__name__}",
                f"Le asignaste otra cosa a `{name}`: vuelve a correr la celda de su función.",
            )
        with warnings.catch_warnings():
            answer = function(*given, **named)
        return {
            "value": plain(answer),
            "mutated": _fingerprint((given, named)) != _fingerprint((args, kwargs)),
            "view": _share(list(_arrays(answer)), list(_arrays([given, named]))),
        }
    except NotImplementedError as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
        return {"pending": frames[-1].name if frames else name}
    except RejectedError as reason:
        return {"rejected": [str(reason), reason.hint]}
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return {"error": described(error)}


def plain(value: Any) -> Any:
    """Copia de un resultado hecha solo de datos simples."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return value.item()
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.nbytes <= LARGEST:
        return np.array(value, subok=False)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {text(key): plain(item) for key, item in value.items()}
    what = f"un {type(value).__name__}"
    if isinstance(value, np.ndarray):
        what = f"un arreglo de tipo {value.dtype} y forma {value.shape}"
    raise RejectedError(
        f"recibí {what}, que aquí no se puede revisar",
        "Devuelve números, arreglos numéricos de NumPy, listas o diccionarios.",
    )


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
    return {
        "types": [kind.__name__ for kind in type(error).__mro__],
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
