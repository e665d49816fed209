"""Pregunta 3.5: elegir la tasa con datos de validación."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    fields,
    numbers,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_03.questions.shared import Rng

Data = tuple[Array, Array]
Curves = tuple[Array, Array]
RATES = np.array([0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75])
TOLERANCE = 0.15
SWITCHED_ON = "Mediste con máscara: se apagan entradas al entrenar, y al medir, ninguna."


@question(
    "3.5",
    points=2,
    section="Experimentos: el mapa de las dos tasas",
    hint="Entrena con muchas máscaras distintas, mide sin máscara y elige con validación.",
)
def choose_rate(student: Any, rng: Rng) -> None:
    """Elegir la tasa con datos de validación."""
    for _ in range(2):  # con uno solo, una regla equivocada puede acertar por suerte
        train, val = _noisy_data(rng)
        seed = int(rng.integers(1000, 10**6))
        rate, curves = _errors(student, train, val, seed)
        away = _away(curves, _curves(train, val))
        if away.max() > TOLERANCE:
            row, column = np.unravel_index(away.argmax(), away.shape)
            raise WrongAnswerError(
                f"`{('train_error', 'val_error')[row]}` se aleja un {100 * away.max():.0f} % del "
                f"mínimo con tasa {RATES[column]:g}",
                _nearest(curves, train, val) or _diagnose(student, curves, train, val, seed),
            )
        _assert_chosen(rate, *curves)


def _assert_chosen(rate: Any, fell: Array, error: Array) -> None:
    choice = int(np.argmin(error))
    assert_close(
        rate,
        RATES[choice],
        name="`rate`",
        hint="La tasa elegida es una de `rates`: la que tiene el menor de tus `val_error`.",
        mistakes={
            "Esa tasa tiene el menor error de entrenamiento y el mayor de validación: decide el "
            "menor de validación, con `np.argmin`.": RATES[np.argmin(fell)],
            "Elegiste la menor brecha, que también se cierra si no se aprende: decide el error de "
            "validación.": (
                RATES[np.argmin(np.abs(error - fell))],
                RATES[np.argmin(error - fell)],
            ),
            "Elegiste con la suma de los dos errores: decide solo el de validación.": (
                RATES[np.argmin(error + fell)]
            ),
            "Esa es la retención, 1 − tasa: se pide la tasa.": 1 - RATES[choice],
            "Devolviste la posición: la tasa elegida es `rates[posición]`.": choice,
            "Devolviste el error: `rate` es la tasa que lo logra.": error[choice],
        },
    )


def _noisy_data(rng: Rng) -> tuple[Data, Data]:
    """Sortea datos hasta que los errores más parecidos a lo correcto se distingan con holgura."""
    while True:
        x = np.linspace(0.2, 3, 25) * rng.standard_normal((240, 25))
        y = 10 + x @ rng.standard_normal(25) + 7 * rng.standard_normal(240)
        train, val = (x[:40], y[:40]), (x[40:], y[40:])
        fell, error = _curves(train, val)
        best = int(np.argmin(error))
        apart = all(
            rule[best] > np.min(rule) + 0.1 * error[best]
            and error[np.argmin(rule)] > 1.05 * error[best]
            for rule in (fell + error, error - fell)
        )
        ends = error[0] > 1.05 * error[-1] > 1.1 * error[best]
        if apart and ends and _closest(train, val, (fell, error)) > 1.5 * TOLERANCE:
            return train, val


def _closest(train: Data, val: Data, right: Curves) -> float:
    """Cuánto se aleja de lo correcto el error que más se le parece."""
    x = train[0]
    similar = (
        _curves(train, val, cost=x.T @ x / len(x)),
        _curves(train, val, noise=(0, 1)),
        _curves(train, val, scale=1),
        _curves(train, val, cost=np.eye(x.shape[1])),
    )
    return min(float(_away(wrong, right).max()) for wrong in similar)


def _away(received: Curves, right: Curves) -> Any:
    """Cuánto se alejan, en proporción: una fila por curva y una columna por tasa."""
    return np.abs(np.array(received) / np.array(right) - 1)


def _errors(student: Any, train: Data, val: Data, seed: int) -> tuple[Any, Curves]:
    """La tasa elegida y los dos errores, si son lo que se pide."""
    answer = student.choose_rate(*train, *val, RATES, seed)
    rate, *curves = fields(answer, "rate", "train_error", "val_error")
    for received, name in zip(curves, ("`train_error`", "`val_error`"), strict=True):
        curve = numbers(received, name)
        assert_property(
            curve.shape == RATES.shape,
            f"{name}: esperaba forma {RATES.shape} y recibí {curve.shape}",
            "Es un vector con un error por cada tasa de `rates`.",
        )
        assert_property(
            bool(np.isfinite(curve).all()) and curve.min() > 0,
            f"{name} tiene NaN, infinitos o números que no son positivos",
            "¿Divergió, o dividiste por `rate` donde iba 1 − rate? La tasa 0 también está en la "
            "lista.",
        )
    fell, error = np.array(curves, dtype=float)
    return rate, (fell, error)


def _nearest(received: Curves, train: Data, val: Data) -> str:
    """La pista del error cuyas curvas se parecen más, si se parecen de verdad, o «»."""
    distances = {
        hint: min(
            np.abs(np.log(np.array(received) / np.array(c))).mean(axis=1).max() for c in curves
        )
        for hint, curves in _wrong_curves(train, val).items()
    }
    hint = min(distances, key=distances.__getitem__)
    return hint if distances[hint] < 0.08 else ""


def _diagnose(student: Any, curves: Curves, train: Data, val: Data, seed: int) -> str:
    """Lo que delatan otras llamadas cuando las curvas no son las de un error conocido."""
    if _away(curves, _curves(train, val))[:, 0].max() > TOLERANCE:
        return (
            "Ya falla con la tasa 0, que no apaga nada: no llegaste al mínimo. Con `lstsq` se "
            "llega de una vez; si desciendes, da más pasos."
        )
    # Con los mismos datos en los dos conjuntos, los dos errores son el mismo
    _, (fell, error) = _errors(student, train, train, seed)
    if np.abs(error / fell - 1).max() > 0.01:
        return SWITCHED_ON
    # Dar vuelta filas y columnas no mueve el mínimo: solo a quién le toca cada moneda
    (x, y), (x_val, y_val) = train, val
    turned = (x[::-1, ::-1], y[::-1]), (x_val[:, ::-1], y_val)
    if _away(_errors(student, *turned, seed + 1)[1], curves).max() > TOLERANCE / 2:
        return (
            "Con otro sorteo tus errores cambian mucho: faltan máscaras. Cada copia de cada "
            "ejemplo lleva la suya, con una moneda por entrada; si desciendes, promedia los pesos."
        )
    return ""


def _curves(
    train: Data,
    val: Data,
    *,
    fitted: Data | None = None,
    kept: Any = 1 - RATES,
    scale: Any = 1 / (1 - RATES),
    predict: Any = 1,
    noise: tuple[float, float] = (0, 0),
    bias: float = 1,
    cost: Array | None = None,
    error: Callable[[Array], Array] = np.square,
) -> Curves:
    """Los dos errores de cada tasa, en el mínimo del error promediado sobre las máscaras.

    Lo que falta por nombrar es lo correcto.

    Argumentos:
        kept, scale: probabilidad de que una entrada quede prendida y por cuánto se multiplica.
        predict: por cuánto se multiplican los pesos al predecir.
        noise: 1 en el conjunto que se mide con máscara.
        cost: matriz de lo que se cobra por los pesos.
        error: lo que se promedia.
    """
    x, y = train if fitted is None else fitted
    mean = kept * scale * np.ones(len(RATES))
    spread = kept * (1 - kept) * scale**2 * np.ones(len(RATES))
    xc, d = x - x.mean(axis=0), x.shape[1]
    charge = np.diag(np.mean(x**2, axis=0)) if cost is None else cost
    # Una penalización mínima: sin ella, una entrada siempre apagada no tiene solución única
    matrices = np.multiply.outer(mean**2, xc.T @ xc / len(y)) + np.multiply.outer(spread, charge)
    slopes = np.outer(mean, xc.T @ (y - y.mean()) / len(y))
    w = np.linalg.solve(matrices + 1e-9 * np.eye(d), slopes[..., None])[..., 0]
    b = y.mean() - mean * (w @ x.mean(axis=0))
    w = w * np.reshape(predict, (-1, 1))
    first, second = (
        _mse(data, w.T, bias * b, on * RATES / (1 - RATES), error)
        for data, on in zip((train, val), noise, strict=True)
    )
    return first, second


def _mse(
    data: Data,
    w: Array,
    b: Any,
    spread: Any = 0,
    error: Callable[[Array], Array] = np.square,
) -> Any:
    """El error de cada columna de pesos, y lo que se suma si se mide con entradas apagadas."""
    x, y = data
    errors = np.mean(error(x @ w + b - y[:, None]), axis=0)
    return errors + spread * (np.mean(x**2, axis=0) @ w**2)


def _wrong_curves(train: Data, val: Data) -> dict[str, list[Curves]]:
    """Las curvas que darían los errores conocidos."""
    x, kept = train[0], np.cumprod(1 - RATES)
    right = _curves(train, val)
    both = np.concatenate([train[0], val[0]]), np.concatenate([train[1], val[1]])
    sizes = len(train[1]), len(val[1])
    squares, even = np.diag(np.mean(x**2, axis=0)), np.eye(x.shape[1])
    return {
        "Falta amplificar al entrenar, o amplificaste al predecir: el 1/(1 − tasa) va solo al "
        "entrenar.": [_curves(train, val, scale=1)],
        "Sin amplificar al entrenar, al predecir habría que achicar, y agrandaste: amplifica al "
        "entrenar y no toques los pesos al predecir.": [
            _curves(train, val, scale=1, predict=1 / (1 - RATES))
        ],
        SWITCHED_ON: [_curves(train, val, noise=noise) for noise in ((1, 1), (1, 0), (0, 1))],
        "Compensaste dos veces: lo que se amplificó al entrenar no se achica al predecir.": [
            _curves(train, val, predict=1 - RATES)
        ],
        "Cada tasa parte de los datos originales: tus copias arrastran las máscaras de las tasas "
        "anteriores.": [_curves(train, val, kept=kept, scale=1 / kept)],
        "Al revés: la tasa es la fracción que se apaga, y equivale a penalizar con tasa/(1 − "
        "tasa).": [
            _curves(train, val, kept=RATES),
            _curves(train, val, kept=RATES, scale=1 / np.maximum(RATES, 1e-6)),
            _curves(train, val, kept=RATES, scale=1),
        ],
        "No se apagó nada al entrenar: todas las tasas dan lo mismo.": [
            _curves(train, val, kept=1, scale=1)
        ],
        # Con x centrada en 0, las dos dan lo mismo: los pesos sin dropout, por 1 − tasa
        "Usaste una sola moneda por ejemplo, o amplificaste sin apagar: cada entrada tira la suya, "
        "0 o 1/(1 − tasa).": [
            _curves(train, val, cost=x.T @ x / len(x)),
            _curves(train, val, kept=1),
        ],
        "Apagaste también el sesgo: la máscara multiplica solo a las entradas.": [
            _uncentred(train, val, bias=True)
        ],
        "La penalización no es pareja: cada peso paga según el tamaño de su entrada.": [
            _curves(train, val, cost=even),
            _curves(train, val, cost=even / len(x)),
        ],
        "La penalización va con el promedio de x²: el error es un promedio, no una suma.": [
            _curves(train, val, cost=squares * len(x)),
            _curves(train, val, cost=squares / len(x)),
        ],
        "La penalización lleva tasa/(1 − tasa): le falta el denominador.": [
            _curves(train, val, kept=1 / (1 + RATES), scale=1 + RATES)
        ],
        "Ajustaste mirando los datos de validación: se entrena solo con los de entrenamiento.": [
            _curves(train, val, fitted=val),
            _curves(train, val, fitted=both),
        ],
        "Intercambiaste los errores: revisa cuál es de entrenamiento y cuál de validación.": [
            (right[1], right[0])
        ],
        "Falta el sesgo: la predicción es x·w + b, y b también se aprende.": [
            _curves(train, val, bias=0),
            _uncentred(train, val, bias=False),
        ],
        "Para `val_error` entrenaste otro modelo: se mide el mismo, el que se ajustó con los datos "
        "de entrenamiento.": [(right[0], _curves(val, val)[1])],
        "Promediaste valores absolutos: el error cuadrático medio los eleva al cuadrado.": [
            _curves(train, val, error=np.abs)
        ],
        "Sacaste la raíz: se pide el error cuadrático medio, sin raíz.": [
            (np.sqrt(right[0]), np.sqrt(right[1]))
        ],
        "Sumaste los cuadrados: el error cuadrático medio los promedia.": [
            (right[0] * sizes[0], right[1] * sizes[1])
        ],
        "Mediste con ½: el error cuadrático medio no lo lleva.": [(right[0] / 2, right[1] / 2)],
    }


def _uncentred(train: Data, val: Data, *, bias: bool) -> Curves:
    """Sin sesgo, o con el sesgo como una columna de unos que también se apaga."""
    x, *others = (
        np.c_[data[0], np.ones(len(data[0]))] if bias else data[0] for data in (train, val)
    )
    gram = x.T @ x / len(x)
    charge = np.multiply.outer(RATES / (1 - RATES), np.diag(np.diag(gram)))
    w = np.linalg.solve(gram + charge, x.T @ train[1] / len(x))
    return _mse((x, train[1]), w.T, 0), _mse((others[0], val[1]), w.T, 0)
