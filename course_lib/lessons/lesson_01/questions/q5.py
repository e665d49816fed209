"""Pregunta 1.5: elegir λ con datos de validación."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    fields,
    numbers,
    recognise,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_01.questions.shared import Data, Rng, Strength, _ridge, _solve


@question(
    "1.5",
    points=2,
    section="¿Qué λ conviene?",
    hint="Ajusta con entrenamiento, mide el error sin penalización en los dos conjuntos y elige "
    "el λ de menor error de validación.",
)
def choose_l2(student: Any, rng: Rng) -> None:
    """Elegir λ con datos de validación."""
    grid = np.logspace(-3, 2, 18)
    train, val = _noisy_data(rng, grid)
    l2, train_error, val_error = fields(
        student.choose_l2(*train, *val, grid), "l2", "train_error", "val_error"
    )
    right = _curve(train, train, grid), _curve(train, val, grid)
    fell = _assert_curve(train_error, "train_error", train, val, train, grid)
    error = _assert_curve(val_error, "val_error", train, val, val, grid)
    assert_property(
        np.min(np.diff(fell)) > -1e-3 * fell[-1],
        "`train_error` baja al aumentar λ",
        "Con más λ el ajuste a entrenamiento nunca mejora: ¿cada λ llegó a su mínimo?",
    )
    assert_property(
        abs(fell[-1] / np.var(train[1]) - 1) < 0.1,
        "con el mayor λ, `train_error` no llega al del modelo que predice el promedio",
        "Con λ enorme w va a 0 y queda b = ȳ: revisa que b esté libre y que λ no se divida.",
    )
    assert_property(
        np.all(fell <= 1.01 * right[0]),
        "hay un λ con un `train_error` mayor que el del mínimo",
        "Falta llegar al mínimo: da más pasos, o usa la fórmula de ridge.",
    )
    assert_property(
        abs(np.min(error) / np.min(right[1]) - 1) < 0.02,
        f"tu menor `val_error` es {np.min(error):.3g} y debería rondar {np.min(right[1]):.3g}",
        "Ajusta solo con entrenamiento; los datos de validación son únicamente para medir.",
    )
    choice = int(np.argmin(error))
    assert_close(
        l2,
        grid[choice],
        name="`l2`",
        mistakes={
            "Elegiste con el error de entrenamiento, que prefiere el λ más chico: decide el de "
            "validación.": (grid[np.argmin(fell)]),
            "Elegiste la menor brecha, que también se cierra si no se aprende: decide el error de "
            "validación.": (grid[np.argmin(np.abs(error - fell))]),
            "Ese λ deja el mayor error de validación, por chica que sea la brecha: busca el "
            "menor, con `np.argmin`.": grid[np.argmax(error)],
            "Restaste los errores con signo y elegiste esa brecha: decide solo la validación.": (
                grid[np.argmin(error - fell)]
            ),
            "Devolviste la posición: el λ elegido es `grid[posición]`.": choice,
            "Devolviste el error: `l2` es el λ que lo logra.": np.min(error),
            "Elegiste con la suma de los dos errores: decide solo el de validación.": (
                grid[np.argmin(error + fell)]
            ),
        },
    )


def _noisy_data(rng: Rng, grid: Array) -> tuple[Data, Data]:
    """Sortea datos hasta que cada manera equivocada de elegir λ elija uno distinto."""
    choices: set[int] = set()
    while len(choices) < 5:
        x = rng.normal(0.5, 1, (240, 25))
        y = 6 + x @ rng.standard_normal(25) + 3 * rng.standard_normal(240)
        train, val = (x[:40], y[:40]), (x[40:], y[40:])
        fell, error = _curve(train, train, grid), _curve(train, val, grid)
        wrong = (fell, np.abs(error - fell), error + fell, -error)
        choices = {int(np.argmin(rule)) for rule in (error, *wrong)}
    return train, val


def _assert_curve(
    received: Any, name: str, train: Data, val: Data, measured: Data, grid: Array
) -> Array:
    """Descarta los errores conocidos; las propiedades dirán si la curva es buena."""
    curve = numbers(received, f"`{name}`")
    both = np.concatenate([train[0], val[0]]), np.concatenate([train[1], val[1]])
    other = val if measured is train else train
    n = len(measured[1])
    mse = _curve(train, measured, grid)
    if recognise(curve, {"es la correcta": mse}):
        return curve
    hint = recognise(
        curve,
        {
            "Sumaste la penalización al error que comparas: se mide solo el error.": (
                mse + [lam * np.sum(_ridge(*train, 40 * lam)[0] ** 2) for lam in grid]
            ),
            "El ajuste vio los datos de validación: ajusta solo con entrenamiento.": (
                _curve(both, measured, grid)
            ),
            "Ajustaste con los datos de validación: se ajusta con los de entrenamiento.": (
                _curve(val, measured, grid)
            ),
            "Intercambiaste los errores: revisa cuál es de entrenamiento y cuál de validación.": (
                _curve(train, other, grid)
            ),
            "Sacaste la raíz: se pide el error cuadrático medio, sin raíz.": np.sqrt(mse),
            "Sumaste los cuadrados: el error cuadrático medio los promedia.": mse * n,
            "Mediste con ½: el error cuadrático medio no lo lleva.": mse / 2,
            "Promediaste valores absolutos: el error cuadrático va al cuadrado.": (
                _curve(train, measured, grid, np.abs)
            ),
            "Centraste validación con sus propias medias: usa las de entrenamiento (x·w + b).": (
                _curve(train, _centred(measured, train), grid)
            ),
            "Tu ajuste penaliza el sesgo: déjalo libre, como en 1.4.": tuple(
                _curve(train, measured, grid, fit=_penalised_bias, scale=scale)
                for scale in (None, 1)
            ),
            "Falta N al ajustar: con el error promedio, λ queda como N·λ.": (
                _curve(train, measured, grid, scale=1)
            ),
            "Mediste sin el sesgo: la predicción es x·w + b.": _curve(
                train, measured, grid, bias=0
            ),
        },
    )
    if hint:
        raise WrongAnswerError(f"`{name}` no es el error cuadrático medio que se pide", hint)
    assert_property(
        curve.shape == grid.shape,
        f"`{name}`: esperaba forma {grid.shape} y recibí {curve.shape}",
        "Es un vector con un error por cada λ de `grid`.",
    )
    assert_property(
        bool(np.isfinite(curve).all()), f"`{name}` tiene NaN o infinitos", "¿Divergió el ajuste?"
    )
    return curve


def _centred(data: Data, reference: Data) -> Data:
    """Los datos con las medias de `reference`, como si se centraran con las propias."""
    (x, y), (x_ref, y_ref) = data, reference
    return x - x.mean(axis=0) + x_ref.mean(axis=0), y - y.mean() + y_ref.mean()


def _penalised_bias(x: Array, y: Array, strength: Strength) -> tuple[Array, Any]:
    theta = _solve(np.c_[x, np.ones(len(x))], y, strength)
    return theta[..., :-1], theta[..., -1]


def _curve(
    fitted: Data,
    measured: Data,
    grid: Array,
    error: Callable[[Array], Array] = np.square,
    *,
    fit: Callable[[Array, Array, Strength], tuple[Array, Any]] = _ridge,
    scale: int | None = None,
    bias: float = 1,
) -> Array:
    """El error en `measured` de cada λ de `grid`, ajustado con `fitted`."""
    n = len(fitted[1]) if scale is None else scale
    w, b = fit(*fitted, n * grid)
    predicted = w @ measured[0].T + bias * b[:, None]
    return np.asarray(error(predicted - measured[1]).mean(axis=1))
