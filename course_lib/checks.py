"""Los errores que enseñan: qué argumento, qué se esperaba, qué llegó y qué hacer."""

import inspect
import math
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from numbers import Integral, Real
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from course_lib.config import Array, floatx

C = TypeVar("C", bound=type)
F = TypeVar("F", bound=Callable[..., Any])


def suggest(name: str, options: Iterable[str]) -> str:
    """Propone el nombre más parecido y enumera los que existen."""
    # se importa aquí porque casi ninguna sesión se equivoca, y todas pagarían la espera
    from difflib import get_close_matches

    known = {option.lower(): option for option in options}
    close = get_close_matches(name.lower(), known, n=1)
    question = f"¿Quisiste decir {known[close[0]]!r}? " if close else ""
    return f"{question}Opciones: {', '.join(known.values())}."


def spanish_arguments(function: F, title: str = "") -> F:
    """Hace que un argumento de más, de menos o mal escrito se explique en español."""
    signature = inspect.signature(function)
    names = [name for name in signature.parameters if name != "self"]
    title = title or function.__qualname__

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        for name in kwargs:
            if name not in names:
                raise TypeError(
                    f"`{title}` no tiene el argumento {name!r} (si existe en Keras, el curso no lo "
                    f"usa y lo deja fuera). {suggest(name, names)}"
                )
        try:
            signature.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(
                f"`{title}` se llama así: {title}({', '.join(names)}). Faltan o sobran argumentos."
            ) from error
        return function(*args, **kwargs)

    return checked  # type: ignore[return-value]


def strict(cls: C) -> C:
    """Aplica `spanish_arguments` al constructor de una clase."""
    cls.__init__ = spanish_arguments(cls.__init__, cls.__name__)  # type: ignore[misc]
    return cls


def number(
    name: str, value: Any, *, low: float = -math.inf, high: float = math.inf, meaning: str = ""
) -> float:
    """Exige un número finito en [low, high] y lo devuelve como `float` de Python.

    Un `float` de Python no cambia el tipo de los arreglos que multiplica: float32 sigue float32.
    """
    limits = f"entre {low:g} y {high:g}"
    if high == math.inf:
        limits = "finito" if low == -math.inf else f"mayor o igual que {low:g}"
    valid = isinstance(value, Real) and not isinstance(value, bool)
    if not valid or not math.isfinite(value) or not low <= value <= high:
        raise ValueError(
            f"`{name}`{meaning and f' es {meaning} y'} debe ser un número {limits}. "
            f"Recibido: {value!r}."
        )
    return float(value)


def fraction(name: str, value: Any, meaning: str) -> float:
    """Exige una fracción en [0, 1): la parte que se apaga o se separa nunca puede ser todo."""
    if number(name, value, low=0, high=1, meaning=meaning) == 1:
        raise ValueError(f"`{name}` es {meaning} y debe estar en [0, 1). Recibido: {value!r}.")
    return float(value)


def positive(name: str, value: Any) -> float:
    """Exige un número finito mayor que cero."""
    if number(name, value, low=0) == 0:
        raise ValueError(f"`{name}` debe ser mayor que 0. Recibido: {value!r}.")
    return float(value)


def integer(name: str, value: Any, *, low: int = 1) -> int:
    """Exige un entero mayor o igual que `low`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < low:
        raise ValueError(
            f"`{name}` debe ser un entero mayor o igual que {low}. Recibido: {value!r}."
        )
    return int(value)


def sequence(name: str, value: Any) -> list[Any]:
    """Exige una lista o una tupla."""
    if not isinstance(value, list | tuple):
        raise TypeError(f"`{name}` debe ser una lista o una tupla. Recibido: {value!r}.")
    return list(value)


def shape(name: str, value: Any) -> tuple[int, ...]:
    """Exige una forma, como (784,): enteros mayores que 0."""
    return tuple(integer(name, side) for side in sequence(name, value))


def option(name: str, value: Any, options: Sequence[str]) -> str:
    """Exige uno de los nombres de `options`."""
    if value not in options:
        raise ValueError(f"`{name}` desconocido: {value!r}. {suggest(str(value), options)}")
    return str(value)


def boolean(name: str, value: Any) -> bool:
    """Exige True o False."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"`{name}` debe ser True o False. Recibido: {value!r}.")
    return bool(value)


def array(name: str, value: Any) -> NDArray[Any]:
    """Convierte a un arreglo de números, o explica por qué no se puede."""
    try:
        result = np.asarray(value)
    except ValueError as error:
        raise ValueError(
            f"`{name}` tiene filas de distinto largo: todas deben tener la misma forma."
        ) from error
    if result.dtype.kind not in "fiub":
        raise TypeError(
            f"`{name}` debe contener números reales. Recibido: dtype {result.dtype}. "
            "Si son textos o categorías, conviértelos antes a números."
        )
    return result


def tensor(name: str, value: Any) -> Array:
    """Convierte a un arreglo del tipo `floatx` sin copiar si ya lo es."""
    if isinstance(value, np.ndarray) and value.dtype == floatx():
        return value
    return array(name, value).astype(floatx())


def data(name: str, value: Any) -> NDArray[Any]:
    """Exige datos de verdad: al menos un ejemplo, y ni NaN ni infinitos."""
    result = array(name, value)
    if result.ndim == 0 or result.size == 0:
        raise ValueError(f"`{name}` está vacío. Recibido: forma {result.shape}.")
    finite = np.abs(result) <= np.finfo(floatx()).max
    if not finite.all():
        bad = np.argwhere(~finite)
        where = tuple(int(i) for i in bad[0])
        raise ValueError(
            f"`{name}` tiene {len(bad)} valores NaN, infinitos o que no caben en {floatx()}; el "
            f"primero en {where}. Reemplázalos o quita esas filas antes de entrenar."
        )
    return result


def same_length(
    name_a: str, a: Sequence[Any] | Array, name_b: str, b: Sequence[Any] | Array
) -> None:
    """Exige que dos arreglos tengan el mismo número de ejemplos."""
    if len(a) != len(b):
        raise ValueError(
            f"`{name_a}` y `{name_b}` deben tener el mismo número de ejemplos. "
            f"Recibido: {len(a)} y {len(b)}."
        )
