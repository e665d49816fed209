"""Comparaciones que dicen qué elementos fallan y reconocen los errores conocidos."""

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.grading.calling import text
from course_lib.grading.question import Advice, WrongAnswerError

# Pista → el valor que daría ese error, o una tupla con los que podría dar
Mistakes = Mapping[str, ArrayLike | tuple[ArrayLike, ...]]


def assert_close(
    actual: Any,
    expected: ArrayLike,
    *,
    name: str = "tu respuesta",
    mistakes: Mistakes | None = None,
    hint: str = "",
    reveal: bool = True,
) -> None:
    """Acepta si los números coinciden; si no, dice cuáles no y qué error parece.

    La tolerancia (una parte en diez mil) deja pasar un cálculo correcto en float32.

    Argumentos:
        name: cómo llamar a este resultado en el mensaje.
        mistakes: pista → el valor que daría ese error (o una tupla de valores posibles).
        hint: pista si ningún error se reconoce; si falta, la de la pregunta.
        reveal: si el mensaje puede mostrar el valor correcto.
    """
    received, target = numbers(actual, name), np.asarray(expected)
    wrong = _different(received, target)
    if not wrong.any():
        _advise(actual, received, expected, name)
        return
    hint = recognise(received, mistakes or {}) or hint
    if received.shape != target.shape:
        shapes = f"esperaba {_form(target)} y recibí {_form(received)}, {received.dtype}"
        raise WrongAnswerError(f"{name}: {shapes}", hint or _shape_hint(received, target))
    raise WrongAnswerError(f"{name}: {_where(received, target, wrong, reveal)}", hint)


def assert_choice(actual: Any, expected: str, *, name: str, hints: Mapping[str, str]) -> None:
    """Acepta la alternativa correcta; cada alternativa errada tiene su pista."""
    choice = text(actual).strip().lower()
    if choice in hints:
        raise WrongAnswerError(f"{name}: la alternativa «{choice}» no es", hints[choice])
    if choice != expected:
        options = ", ".join(sorted([*hints, expected]))
        raise WrongAnswerError(
            f"{name}: esperaba una letra entre {options} y recibí {choice!r}",
            "Responde con la letra sola, entre comillas.",
        )


def assert_property(holds: bool | np.bool_, message: str, hint: str) -> None:
    """Exige algo que se cumple en toda respuesta correcta, sea cual sea su camino."""
    if not holds:
        raise WrongAnswerError(message, hint)


def recognise(actual: Any, mistakes: Mistakes) -> str:
    """La pista del primer error que habría dado exactamente este resultado, o «»."""
    received = np.asarray(actual)
    for hint, values in mistakes.items():
        for value in values if isinstance(values, tuple) else (values,):
            if not _different(received, np.asarray(value)).any():
                return hint
    return ""


def numbers(actual: Any, name: str) -> NDArray[Any]:
    """Los números de una respuesta como arreglo, o un mensaje que dice por qué no lo son."""
    kind = type(actual).__name__
    if not _has_text(actual):
        try:
            received = np.asarray(actual)
        except ValueError:
            raise WrongAnswerError(f"{name}: las filas tienen largos distintos") from None
        if received.dtype.kind in "biuf":
            return received
    hint = "Un número va sin comillas y con punto decimal, como 0.5." if kind == "str" else ""
    message = f"{name}: esperaba números y recibí {text(actual, 40)!r} ({kind})"
    raise WrongAnswerError(message, hint)


def _has_text(value: Any) -> bool:
    """Si hay un texto adentro: en un arreglo, todos ocuparían lo que el más largo."""
    if isinstance(value, list | tuple):
        return any(map(_has_text, value))
    return isinstance(value, str)


def parts(actual: Any, names: Iterable[str], *, hint: str = "") -> list[Any]:
    """Separa un resultado de varias partes, en orden: `return w, b`."""
    names = list(names)
    listed = f"esperaba {len(names)} resultados ({', '.join(names)})"
    hint = hint or "Devuélvelos todos, en ese orden y separados por comas: `return …, …`."
    if not isinstance(actual, list | tuple) and np.ndim(actual) == 0:
        raise WrongAnswerError(f"{listed} y recibí un solo {type(actual).__name__}", hint)
    if isinstance(actual, np.ndarray) and len(actual) != len(names):
        raise WrongAnswerError(f"{listed} y recibí un solo arreglo, {_form(actual)}", hint)
    if len(actual) != len(names):
        raise WrongAnswerError(f"{listed} y recibí {len(actual)}", hint)
    return list(actual)


def fields(actual: Any, *keys: str) -> list[Any]:
    """Separa un resultado que es un diccionario, por sus claves."""
    if not isinstance(actual, dict):
        kind = type(actual).__name__
        kind = "una lista o una tupla" if kind in ("list", "tuple") else kind
        example = ", ".join(f'"{key}": …' for key in keys)
        raise WrongAnswerError(
            f"esperaba un diccionario y recibí {kind}", f"Se escribe `return {{{example}}}`."
        )
    missing = [key for key in keys if key not in actual]
    if missing:
        found = ", ".join(map(repr, actual)) or "ninguna"
        what = "faltan en el diccionario las claves " if missing[1:] else "falta la clave "
        raise WrongAnswerError(
            what + ", ".join(map(repr, missing)),
            f"Las claves van tal como en el enunciado; las tuyas son: {text(found)}.",
        )
    return [actual[key] for key in keys]


def _different(received: NDArray[Any], target: NDArray[Any]) -> NDArray[np.bool_]:
    if received.shape != target.shape:
        return np.ones(1, bool)
    scale = float(np.max(np.abs(target), initial=0))
    with np.errstate(all="ignore"):
        return np.asarray(~np.isclose(received, target, rtol=1e-4, atol=1e-5 * scale))


def _form(array: NDArray[Any]) -> str:
    return f"forma {array.shape}" if array.ndim else "un solo número"


def _shape_hint(received: NDArray[Any], target: NDArray[Any]) -> str:
    """Qué revisar cuando la forma no es la pedida, o «» si no se sabe."""
    if target.ndim == 0 and received.size > 1:
        return "Se pide un solo número, no un arreglo: ¿falta sumar o promediar?"
    if target.ndim == 0:
        return "El número viene dentro de una lista o de un arreglo: sácalo con `[0]`."
    if received.size == target.size:
        return "Son tantos números como se piden: ¿sobra una dimensión, o falta trasponer?"
    return ""


def _advise(actual: Any, received: NDArray[Any], expected: ArrayLike, name: str) -> None:
    if isinstance(actual, list) and isinstance(expected, np.ndarray):
        # Sin nombrar cuál: si son varias, basta un aviso
        warnings.warn("Donde hay una lista conviene un arreglo de NumPy.", Advice, stacklevel=3)
    elif getattr(expected, "dtype", None) == np.float32 and received.dtype == np.float64:
        message = f"{name}: entraron float32 y devolviste float64, que ocupa el doble."
        warnings.warn(message, Advice, stacklevel=3)


def _where(
    received: NDArray[Any], target: NDArray[Any], wrong: NDArray[np.bool_], reveal: bool
) -> str:
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    values = f"recibí {received[first]:.5g}"
    if reveal:
        values = f"esperaba {target[first]:.5g} y {values}"
    if wrong.ndim == 0:
        return values
    found = np.isnan(received).sum() if received.dtype.kind == "f" else 0
    nans = f" ({found} son NaN)" if found else ""
    place = ", ".join(map(str, first))
    total = f"{wrong.sum()} de {wrong.size} elementos no coinciden{nans}"
    return f"{total}; el primero, en [{place}]: {values}{_mask(wrong)}"


def _mask(wrong: NDArray[np.bool_]) -> str:
    if wrong.ndim > 2 or not 1 < wrong.size <= 64:
        return ""
    rows = [" ".join(np.where(row, "x", "·")) for row in np.atleast_2d(wrong)]
    return "\n  Dónde («·» bien, «x» mal):" + "".join(f"\n    {row}" for row in rows)
