"""Ejercicio 08: normalización por lotes, desde la cuenta a mano hasta salir de la trampa."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib import Sequential, layers, losses, optimizers
from course_lib.config import Array
from course_lib.grading.compare import (
    Mistakes,
    assert_choice,
    assert_close,
    fields,
    numbers,
    parts,
)
from course_lib.grading.question import question

Rng = np.random.Generator
Hidden = Sequence[Mapping[str, Array]]
Statistics = Sequence[tuple[Array, Array]]
Activate = Callable[[Array, Mapping[str, Array], Array, Array], Array]

NO_EPSILON = "Falta ε: se divide por √(σ² + ε)."
EPSILON_OUTSIDE = "ε va dentro de la raíz, √(σ² + ε): lo sumaste a la desviación."
NO_ROOT = "Dividiste por la varianza: falta la raíz, √(σ² + ε)."
COMMA = "Llegaron más números de los pedidos: ¿coma en vez de punto decimal?"
DDOF = "La varianza divide por el número de valores, no por uno menos: `np.var` sin `ddof`."


def _x_hat(x: Array, axis: Any, epsilon: float, ddof: int = 0) -> Array:
    variance = x.var(axis=axis, keepdims=True, ddof=ddof)
    return np.asarray((x - x.mean(axis=axis, keepdims=True)) / np.sqrt(variance + epsilon))


def _bad_x_hat(x: Array, axis: Any, epsilon: float) -> dict[str, tuple[Array, ...]]:
    """Pista → x̂ con los errores de fórmula de siempre."""
    centered = x - x.mean(axis=axis, keepdims=True)
    variance = x.var(axis=axis, keepdims=True)
    squares = (x**2).mean(axis=axis, keepdims=True)
    std = np.sqrt(variance)
    return {
        NO_EPSILON: (centered / std,),
        EPSILON_OUTSIDE: (centered / (std + epsilon), centered / (std + np.sqrt(epsilon))),
        NO_ROOT: (centered / (variance + epsilon), centered / variance),
        DDOF: (_x_hat(x, axis, epsilon, ddof=1), _x_hat(x, axis, 0, ddof=1)),
        "Falta restar la media antes de dividir.": (
            x / np.sqrt(variance + epsilon),
            x / std,
            x / np.sqrt(squares + epsilon),
        ),
        "La varianza es alrededor de la media: promediaste los cuadrados sin restarla.": (
            centered / np.sqrt(squares + epsilon),
        ),
        "Solo restaste la media: falta dividir por √(σ² + ε).": (centered,),
    }


def _comma(received: Any, name: str, expected: ArrayLike) -> str:
    """La pista de la coma decimal si sobran números, o «»."""
    return COMMA if numbers(received, name).size > np.size(expected) else ""


@question(
    "8.1",
    points=1,
    section="La idea: por columna, con lo que hay en el lote",
    hint="Al entrenar, la media y la varianza de cada columna; al predecir, las móviles.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, cuatro ejemplos y dos neuronas."""
    x = np.array([[1.0, 21], [3, 15], [9, 23], [3, 21]])
    gamma, beta, epsilon = np.array([2.0, 8]), np.array([1.0, -3]), 7.0
    y, mean, variance, prediction = fields(
        student.by_hand(), "y", "moving_mean", "moving_variance", "prediction"
    )
    bad = _bad_x_hat(x, 0, epsilon)
    x_hat = _x_hat(x, 0, epsilon)
    old_mean, old_variance = np.array([8.0, 12]), np.array([21.0, 53])
    new_mean, new_variance = np.array([7.0, 14]), np.array([18.0, 42])
    use_moving = [
        gamma * (x - m) / np.sqrt(v + epsilon) + beta
        for m, v in ((old_mean, old_variance), (new_mean, new_variance))
    ]
    assert_close(
        y,
        (gamma * x_hat + beta).tolist(),
        name="`y`",
        hint=_comma(y, "`y`", x),
        reveal=False,
        mistakes={
            **{
                hint: tuple(gamma * wrong + beta for wrong in values)
                for hint, values in bad.items()
            },
            "Esa es x̂: falta multiplicar por γ y sumar β.": x_hat,
            "Falta sumar β.": gamma * x_hat,
            "Falta multiplicar por γ.": x_hat + beta,
            "β se suma al final, después de multiplicar por γ.": gamma * (x_hat + beta),
            "La media y la varianza son de cada columna (neurona), no de cada fila.": (
                gamma * _x_hat(x, 1, epsilon) + beta
            ),
            "Usaste una sola media para toda la tabla: hay una por columna.": (
                gamma * _x_hat(x, None, epsilon) + beta
            ),
            "Al entrenar se normaliza con el lote; las medias móviles son para predecir.": (
                tuple(use_moving)
            ),
            "La tabla está traspuesta: van cuatro filas, una por ejemplo.": (
                (gamma * x_hat + beta).T
            ),
        },
    )
    now_mean, now_variance = x.mean(axis=0), x.var(axis=0)
    swapped = "Los pesos van al revés: `momentum` (0,75) multiplica al pasado, y 0,25 a lo nuevo."
    assert_close(
        mean,
        new_mean.tolist(),
        name="`moving_mean`",
        hint=_comma(mean, "`moving_mean`", gamma),
        reveal=False,
        mistakes={
            swapped: 0.25 * old_mean + 0.75 * now_mean,
            "Esa es la media de este lote: la móvil la mezcla con lo que había.": now_mean,
            "Esa es la media móvil de antes: falta anotar este lote.": old_mean,
            "Falta la parte nueva: 0,25 por la media del lote.": 0.75 * old_mean,
            "Lo nuevo también se pesa: 0,25 por la media del lote.": 0.75 * old_mean + now_mean,
            "Promediaste mitad y mitad: los pesos son 0,75 y 0,25.": (old_mean + now_mean) / 2,
            "La media móvil junta medias de lo que entra, no de lo que sale.": (
                0.75 * old_mean + 0.25 * beta
            ),
        },
    )
    assert_close(
        variance,
        new_variance.tolist(),
        name="`moving_variance`",
        hint=_comma(variance, "`moving_variance`", gamma),
        reveal=False,
        mistakes={
            swapped: 0.25 * old_variance + 0.75 * now_variance,
            DDOF: 0.75 * old_variance + 0.25 * 12,
            "Anotaste la desviación: la móvil junta varianzas, sin raíz.": (
                0.75 * old_variance + 0.25 * 3,
                0.75 * old_variance + 0.25 * 4,
            ),
            "ε no se anota: se suma recién al dividir.": (
                0.75 * old_variance + 0.25 * (now_variance + epsilon)
            ),
            "Esa es la varianza de este lote: la móvil la mezcla con lo que había.": now_variance,
            "Esa es la varianza móvil de antes: falta anotar este lote.": old_variance,
            "Falta la parte nueva: 0,25 por la varianza del lote.": 0.75 * old_variance,
            "Lo nuevo también se pesa: 0,25 por la varianza del lote.": (
                0.75 * old_variance + now_variance
            ),
            "Promediaste mitad y mitad: los pesos son 0,75 y 0,25.": (
                (old_variance + now_variance) / 2
            ),
        },
    )
    lone, std = np.array([12.0, 0]), np.sqrt(new_variance + epsilon)
    centered = lone - new_mean
    assert_close(
        prediction,
        (gamma * centered / std + beta).tolist(),
        name="`prediction`",
        hint=_comma(prediction, "`prediction`", gamma),
        reveal=False,
        mistakes={
            "Al predecir no se usa el lote: van la media y la varianza móviles.": (
                gamma * (lone - now_mean) / np.sqrt(now_variance + epsilon) + beta,
                gamma * (lone - now_mean) / np.sqrt(now_variance) + beta,
                beta,
            ),
            "Usaste las móviles de antes: se predice con las ya actualizadas.": (
                gamma * (lone - old_mean) / np.sqrt(old_variance + epsilon) + beta
            ),
            NO_EPSILON: gamma * centered / np.sqrt(new_variance) + beta,
            EPSILON_OUTSIDE: (
                gamma * centered / (np.sqrt(new_variance) + epsilon) + beta,
                gamma * centered / (np.sqrt(new_variance) + np.sqrt(epsilon)) + beta,
            ),
            NO_ROOT: (gamma * centered / std**2 + beta, gamma * centered / new_variance + beta),
            "Falta restar la media móvil.": gamma * lone / std + beta,
            "Esa es x̂: falta multiplicar por γ y sumar β.": centered / std,
            "Falta sumar β.": gamma * centered / std,
            "Falta multiplicar por γ.": centered / std + beta,
            "β se suma al final, después de multiplicar por γ.": gamma * (centered / std + beta),
        },
    )


@question(
    "8.2",
    points=2,
    section="¿Cuándo falla?",
    hint="Una media y una varianza por ejemplo y por grupo de columnas; γ y β, por columna.",
)
def group_norm(student: Any, rng: Rng) -> None:
    """Por grupos de columnas, sin lote."""
    for n, d, groups in ((5, 12, 3), (1, 10, 2), (4, 6, 1), (3, 5, 5)):
        x = rng.normal(2, 1.2, (n, d)) * np.linspace(0.5, 1.5, d)
        _assert_group_norm(student, x, groups, *rng.normal(1, 1, (2, d)))
    gamma, beta, *rows = rng.standard_normal((8, 12), dtype=np.float32)
    _assert_group_norm(student, np.array(rows), 4, gamma, beta)


GROUP_EPSILON = 0.1


def _assert_group_norm(student: Any, x: Array, groups: int, gamma: Array, beta: Array) -> None:
    n, d = x.shape
    size, epsilon = d // groups, GROUP_EPSILON
    grouped = x.reshape(n, groups, size)

    def y(x_hat: Array) -> Array:
        return np.asarray(gamma * x_hat.reshape(n, d) + beta)

    x_hat = _x_hat(grouped, 2, epsilon)
    right = y(x_hat)
    flat = x_hat.reshape(n, d)
    with np.errstate(all="ignore"):
        bad = _bad_x_hat(grouped, 2, epsilon) if size > 1 else {}
        transposed = _x_hat(x.T.reshape(groups, size, n), 1, epsilon)
        averages = (v.reshape(groups, size).mean(axis=1) for v in (gamma, beta))
        by_group = [np.repeat(v, size) for v in averages]
        unnormalized = (
            "Falta normalizar antes de usar γ y β."
            if size > 1
            else "Un grupo de una sola columna también se normaliza: ¿cuánto vale ahí x − μ?"
        )
        assert_close(
            student.group_norm(x, groups, gamma, beta, epsilon),
            right,
            name=f"`y` con {d} columnas y groups={groups}",
            mistakes={
                **{hint: tuple(map(y, values)) for hint, values in bad.items()},
                "Eso es BN, por columna: aquí cada ejemplo usa solo sus propios números.": (
                    y(_x_hat(x, 0, epsilon))
                ),
                "Usaste toda la fila: falta partirla en grupos.": y(_x_hat(x, 1, epsilon)),
                "Usaste una sola media para toda la tabla: hay una por ejemplo y por grupo.": (
                    y(_x_hat(x, None, epsilon))
                ),
                "Juntaste a todos los ejemplos de un grupo: cada ejemplo tiene su media.": (
                    y(_x_hat(grouped, (0, 2), epsilon))
                ),
                "Los grupos son de columnas seguidas: tu `reshape` o tu eje las intercala.": (
                    y(_x_hat(x.reshape(n, size, groups), 1, epsilon)),
                    y(_x_hat(grouped, 1, epsilon)),
                ),
                "`groups` es cuántos grupos hay, no cuántas columnas tiene cada uno.": (
                    y(_x_hat(x.reshape(n, -1, groups), 2, epsilon))
                ),
                "Falta multiplicar por γ y sumar β, columna por columna.": (flat, x_hat),
                "Falta sumar β.": gamma * flat,
                "Falta multiplicar por γ.": flat + beta,
                "β se suma al final, después de multiplicar por γ.": gamma * (flat + beta),
                "Usaste γ y β antes de normalizar: van al final.": (
                    _x_hat((gamma * x + beta).reshape(n, groups, size), 2, epsilon).reshape(n, d)
                ),
                "Repetiste una γ y una β en todo el grupo: hay una por columna.": (
                    np.repeat(gamma[:groups], size) * flat + np.repeat(beta[:groups], size),
                    np.repeat(gamma[::size], size) * flat + np.repeat(beta[::size], size),
                    by_group[0] * flat + by_group[1],
                ),
                "γ y β son por columna: repetiste en cada grupo las del primero.": (
                    np.tile(gamma[:size], groups) * flat + np.tile(beta[:size], groups)
                ),
                "Quedó con tres ejes: vuelve a la forma de `x` con `reshape(x.shape)`.": (
                    right.reshape(n, groups, size)
                ),
                "Con un solo ejemplo, `y` también lleva dos ejes: su forma es (1, D).": (
                    right.squeeze()
                ),
                "Traspusiste y volviste con `reshape`, que cambia la forma pero no traspone: "
                "deshaz la transpuesta.": y(transposed),
                unnormalized: (gamma * x + beta, x),
            },
        )


BATCH_EPSILON, MOMENTUM = 0.2, 0.8
SWAPPED = "Los pesos van al revés: `momentum` multiplica al pasado y 1 − momentum a lo del lote."


@question(
    "8.3",
    points=1,
    section="La trampa de las medias móviles",
    hint="Al entrenar, las estadísticas del lote, y se anotan; al predecir, las móviles, intactas.",
)
def batch_norm(student: Any, rng: Rng) -> None:
    """Dos errores en una capa."""
    for shape in ((12, 3), (4, 3, 5, 3)):
        gamma, beta = rng.normal(1, 1, (2, 3))
        mean: Array = rng.normal(2, 1, 3)
        variance: Array = rng.uniform(4, 6, 3)
        for _ in range(3):
            x = rng.normal([1, -2, 4], [1, 2, 0.7], shape)
            mean, variance = _assert_training(student, x, gamma, beta, mean, variance)
        for x in (rng.normal(1, 1, shape), rng.normal(1, 1, (1, *shape[1:]))):
            _assert_inference(student, x, gamma, beta, mean, variance)
    rows: Array = rng.standard_normal((10, 3), dtype=np.float32)
    _assert_training(student, rows[4:], rows[0], rows[1], rows[2], rows[3] ** 2)
    _assert_inference(student, rows[4:], rows[0], rows[1], rows[2], rows[3] ** 2)


def _run(student: Any, training: bool, *state: Array) -> tuple[list[str], list[Any]]:
    mode = "al entrenar" if training else "al predecir"
    dims = "imágenes" if state[0].ndim > 2 else "una tabla"
    names = [f"`{name}` {mode}, con {dims}" for name in ("y", "moving_mean", "moving_variance")]
    answer = student.batch_norm(*state, MOMENTUM, BATCH_EPSILON, training)
    three = "Son tres, también al predecir: `return y, moving_mean, moving_variance`."
    return names, parts(answer, names, hint=three)


def _assert_training(
    student: Any, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array
) -> tuple[Array, Array]:
    names, received = _run(student, True, x, gamma, beta, mean, variance)
    axes = tuple(range(x.ndim - 1))
    now_mean, now_variance = x.mean(axes), x.var(axes)
    unbiased = x.var(axes, ddof=1)
    keep, new = MOMENTUM, 1 - MOMENTUM
    next_mean = keep * mean + new * now_mean
    next_variance = keep * variance + new * now_variance

    def y(x_hat: Array) -> Array:
        return np.asarray(gamma * x_hat + beta)

    def given(m: Array, v: Array) -> Array:
        return y((x - m) / np.sqrt(v + BATCH_EPSILON))

    bad = _bad_x_hat(x, axes, BATCH_EPSILON)
    x_hat = _x_hat(x, axes, BATCH_EPSILON)
    assert_close(
        received[0],
        y(x_hat),
        name=names[0],
        mistakes={
            **{hint: tuple(map(y, values)) for hint, values in bad.items()},
            "Al entrenar se normaliza con el lote; las móviles solo se anotan.": (
                given(mean, variance),
                given(next_mean, next_variance),
                given(now_mean, variance),
                given(mean, now_variance),
                given(now_mean, next_variance),
                given(next_mean, now_variance),
                given(keep * now_mean + new * mean, keep * now_variance + new * variance),
            ),
            "En imágenes se promedia sobre todos los ejes menos el último: uno por canal.": (
                y(_x_hat(x, 0, BATCH_EPSILON)),
                y(_x_hat(x, axes[1:], BATCH_EPSILON)) if x.ndim > 2 else (),
            ),
            "La varianza es alrededor de la media de todo el lote: todos los ejes menos el último, "
            "a la vez.": given(now_mean, x.var(axes[1:]).mean(axis=0)) if x.ndim > 2 else (),
            "Hay una media y una varianza por columna o canal, no una sola.": (
                y(_x_hat(x, None, BATCH_EPSILON))
            ),
            "Falta multiplicar por γ y sumar β.": x_hat,
            "Falta sumar β.": gamma * x_hat,
            "Falta multiplicar por γ.": x_hat + beta,
        },
    )
    assert_close(
        received[1],
        next_mean,
        name=names[1],
        mistakes={
            SWAPPED: keep * now_mean + new * mean,
            "Al entrenar hay que anotar: la media móvil volvió igual que llegó.": mean,
            "Devolviste la media del lote: la móvil la mezcla con lo que había.": now_mean,
            "Lo nuevo también se pesa: (1 − momentum) por lo del lote.": keep * mean + now_mean,
            "Solo se movió por lo nuevo: falta momentum por la media móvil anterior.": (
                new * now_mean
            ),
            "Falta lo nuevo: (1 − momentum) por la media del lote.": keep * mean,
            "Los dos pesos son `momentum`: el de lo nuevo es 1 − momentum.": (
                keep * (mean + now_mean)
            ),
            "El signo: la móvil se acerca a la media del lote.": mean - new * (now_mean - mean),
            "Van al revés: primero `moving_mean` y después `moving_variance`.": next_variance,
        },
    )
    assert_close(
        received[2],
        next_variance,
        name=names[2],
        mistakes={
            SWAPPED: keep * now_variance + new * variance,
            "Al entrenar hay que anotar: la varianza móvil volvió igual que llegó.": variance,
            "Devolviste la varianza del lote: la móvil la mezcla con lo que había.": now_variance,
            DDOF: (keep * variance + new * unbiased),
            "Anotaste la desviación: la móvil junta varianzas, sin raíz.": (
                keep * variance + new * np.sqrt(now_variance),
                keep * variance + new * np.sqrt(now_variance + BATCH_EPSILON),
            ),
            "ε no se anota: se suma recién al dividir.": (
                next_variance + new * BATCH_EPSILON,
                next_variance + BATCH_EPSILON,
            ),
            "La varianza del lote es alrededor de la media del lote, no de la móvil.": (
                keep * variance + new * ((x - mean) ** 2).mean(axes),
                keep * variance + new * ((x - next_mean) ** 2).mean(axes),
            ),
            "Lo nuevo también se pesa: (1 − momentum) por lo del lote.": (
                keep * variance + now_variance
            ),
            "Solo se movió por lo nuevo: falta momentum por la varianza móvil anterior.": (
                new * now_variance
            ),
            "Los dos pesos son `momentum`: el de lo nuevo es 1 − momentum.": (
                keep * (variance + now_variance)
            ),
        },
    )
    return next_mean, next_variance


def _assert_inference(
    student: Any, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array
) -> None:
    names, received = _run(student, False, x, gamma, beta, mean, variance)
    axes = tuple(range(x.ndim - 1))
    now_mean, now_variance = x.mean(axes), x.var(axes)
    keep, new = MOMENTUM, 1 - MOMENTUM
    updated = keep * mean + new * now_mean, keep * variance + new * now_variance
    swapped = keep * now_mean + new * mean, keep * now_variance + new * variance
    std = np.sqrt(variance + BATCH_EPSILON)
    x_hat = (x - mean) / std

    def given(m: Array, v: Array) -> Array:
        return np.asarray(gamma * (x - m) / np.sqrt(v + BATCH_EPSILON) + beta)

    touched = "Al predecir no se anota nada: las móviles vuelven tal como llegaron."
    assert_close(
        received[0],
        gamma * x_hat + beta,
        name=names[0],
        mistakes={
            "Predices con las estadísticas del lote: así un ejemplo depende de sus vecinos.": (
                given(now_mean, now_variance)
            ),
            "La media ya es la móvil; falta la varianza.": given(mean, now_variance),
            "La varianza ya es la móvil; falta la media.": given(now_mean, variance),
            "Al predecir no se mezcla nada del lote: van las móviles tal como llegaron.": (
                given(*updated),
                given(*swapped),
            ),
            NO_EPSILON: gamma * (x - mean) / np.sqrt(variance) + beta,
            EPSILON_OUTSIDE: gamma * (x - mean) / (np.sqrt(variance) + BATCH_EPSILON) + beta,
            NO_ROOT: (
                gamma * (x - mean) / (variance + BATCH_EPSILON) + beta,
                gamma * (x - mean) / variance + beta,
            ),
            "Falta restar la media móvil.": gamma * x / std + beta,
            "Al predecir también se normaliza, con las móviles.": gamma * x + beta,
            "Falta multiplicar por γ y sumar β, también al predecir.": x_hat,
            "Falta sumar β, también al predecir.": gamma * x_hat,
            "Falta multiplicar por γ, también al predecir.": x_hat + beta,
        },
    )
    for position, old in ((1, mean), (2, variance)):
        assert_close(
            received[position],
            old,
            name=names[position],
            hint=touched,
            mistakes={
                touched: (
                    updated[position - 1],
                    swapped[position - 1],
                    (now_mean, now_variance)[position - 1],
                ),
                "Van al revés: primero `moving_mean` y después `moving_variance`.": (
                    (variance, mean)[position - 1]
                ),
            },
        )


@question(
    "8.4",
    points=2,
    section="La vuelta, nodo por nodo",
    hint="Revisa sobre qué va cada cuenta: en `d_x`, dentro de cada grupo de cada ejemplo; en "
    "`d_gamma` y `d_beta`, a lo largo de los ejemplos.",
)
def group_norm_backward(student: Any, rng: Rng) -> None:
    """La vuelta, por grupos."""
    for n, d, groups in ((5, 12, 3), (1, 10, 2), (4, 6, 1)):
        x = rng.normal(2, 1.2, (n, d)) * np.linspace(0.5, 1.5, d)
        _assert_backward(student, x, groups, rng.normal(1, 1, d), rng.standard_normal((n, d)))
    small, delta, gamma = np.split(rng.standard_normal((13, 12), dtype=np.float32), [6, 12])
    _assert_backward(student, small, 4, gamma[0], delta)


def group_backward(x_hat: Array, std: Array, g: Array, axis: Any) -> Array:
    """∂L/∂x de una normalización sobre `axis`, con g = ∂L/∂x̂."""
    along = (g * x_hat).mean(axis=axis, keepdims=True)
    return np.asarray((g - g.mean(axis=axis, keepdims=True) - x_hat * along) / std)


def _assert_backward(student: Any, x: Array, groups: int, gamma: Array, grad: Array) -> None:
    n, d = x.shape
    epsilon, shape = GROUP_EPSILON, (n, groups, d // groups)
    names = ("`d_x`", "`d_gamma`", "`d_beta`")
    received = parts(student.group_norm_backward(x, groups, gamma, epsilon, grad), names)
    grouped, g, delta = x.reshape(shape), (gamma * grad).reshape(shape), grad.reshape(shape)
    variance = grouped.var(axis=2, keepdims=True)
    std, x_hat = np.sqrt(variance + epsilon), _x_hat(grouped, 2, epsilon)
    mean, along = (values.mean(axis=2, keepdims=True) for values in (g, g * x_hat))
    d_x = group_backward(x_hat, std, g, 2)

    def variant(new_shape: tuple[int, ...], axis: Any, eps: float = epsilon) -> Array:
        """La vuelta correcta, pero sobre otros grupos o con otro ε."""
        rows = x.reshape(new_shape)
        new_std = np.sqrt(rows.var(axis=axis, keepdims=True) + eps)
        new_g = (gamma * grad).reshape(new_shape)
        return group_backward(_x_hat(rows, axis, eps), new_std, new_g, axis).reshape(n, d)

    row_std = np.sqrt(x.var(axis=1) + epsilon)[:, None, None]
    group_gamma = gamma.reshape(1, groups, -1).mean(axis=2, keepdims=True)
    wrong: dict[str, Any] = {
        "γ cambia dentro del grupo: multiplica `grad` por γ antes de promediar, no después.": (
            gamma.reshape(1, groups, -1) * group_backward(x_hat, std, delta, 2)
        ),
        "Falta γ: el gradiente que llega a x̂ es γ·δ.": group_backward(x_hat, std, delta, 2),
        "Trataste a μ y σ como constantes: también dependen de x, y hay que restar dos términos.": (
            g / std
        ),
        "Falta restar el promedio de g en cada grupo.": (g - x_hat * along) / std,
        "Falta el término de la varianza: x̂ por el promedio de g·x̂.": (g - mean) / std,
        "El signo: los dos términos se restan.": (
            (g + mean + x_hat * along) / std,
            (g - mean + x_hat * along) / std,
            (g + mean - x_hat * along) / std,
        ),
        "En los dos términos va el promedio del grupo, no la suma.": (
            (g - shape[2] * mean - x_hat * shape[2] * along) / std,
            (g - shape[2] * mean - x_hat * along) / std,
            (g - mean - x_hat * shape[2] * along) / std,
        ),
        "γ es por columna: no la promedies en el grupo.": (
            group_backward(x_hat, std, group_gamma * delta, 2)
        ),
        "Cada grupo de cada ejemplo tiene su s: dividiste por otra.": (
            d_x * std / row_std,
            d_x * std / np.sqrt(x.var(axis=0) + epsilon).reshape(1, groups, -1),
        ),
        "Falta dividir por s = √(σ² + ε).": g - mean - x_hat * along,
        "Dividiste por σ² + ε: se divide por su raíz, s.": d_x / std,
        "El segundo término lleva x̂ dos veces: fuera y dentro del promedio.": (
            (g - mean - along) / std,
            (g - mean - x_hat * mean) / std,
            (g - mean - x_hat * (g * grouped).mean(axis=2, keepdims=True)) / std,
            (g - mean - grouped * (g * grouped).mean(axis=2, keepdims=True)) / std,
        ),
        "En el segundo término va x̂, ya dividida por s, y no x − μ.": (
            (g - mean - x_hat * std**2 * along) / std
        ),
        "Los promedios son dentro de cada grupo de cada ejemplo, no sobre el lote.": (
            group_backward(x_hat, std, g, 0),
            (g - g.mean(axis=0) - x_hat * along) / std,
            (g - mean - x_hat * (g * x_hat).mean(axis=0)) / std,
            group_backward(x_hat, std, g, (0, 2)),
        ),
        "No dividas por N: la pérdida es una suma sobre el lote.": d_x / n,
        "Esa es la vuelta de BN, por columnas: aquí se promedia en cada grupo.": (
            variant((n, d), 0)
        ),
        "Usaste toda la fila: falta partirla en grupos.": variant((n, d), 1),
        "Los grupos son de columnas seguidas: tu `reshape` o tu eje las intercala.": (
            variant((n, d // groups, groups), 1),
            variant(shape, 1),
        ),
        "`groups` es cuántos grupos hay, no cuántas columnas tiene cada uno.": (
            variant((n, d // groups, groups), 2)
        ),
        NO_EPSILON: variant(shape, 2, 0),
        EPSILON_OUTSIDE: tuple(
            group_backward((grouped - grouped.mean(axis=2, keepdims=True)) / s, s, g, 2)
            for s in (np.sqrt(variance) + epsilon, np.sqrt(variance) + np.sqrt(epsilon))
        ),
        DDOF: group_backward(
            _x_hat(grouped, 2, epsilon, 1),
            np.sqrt(grouped.var(axis=2, keepdims=True, ddof=1) + epsilon),
            g,
            2,
        ),
    }
    flat = {
        hint: tuple(v.reshape(n, d) for v in (value if isinstance(value, tuple) else (value,)))
        for hint, value in wrong.items()
    }
    three = "Quedó con tres ejes: vuelve a la forma de `x` con `reshape(x.shape)`."
    assert_close(received[0], d_x.reshape(n, d), name=names[0], mistakes={**flat, three: d_x})
    _assert_parameter_gradients(received, x, x_hat.reshape(n, d), gamma, grad, groups)


def _assert_parameter_gradients(
    received: Sequence[Any], x: Array, x_hat: Array, gamma: Array, grad: Array, groups: int
) -> None:
    n, d = x.shape

    def by_group(v: Array) -> Array:
        return np.asarray(v.reshape(n, groups, -1).sum(axis=(0, 2)))

    product = grad * x_hat
    shared: dict[str, Callable[[Array], Array]] = {
        "La pérdida es una suma sobre el lote: se suma, no se promedia.": lambda v: v.mean(axis=0),
        "Falta sumar sobre los ejemplos: hay uno por columna.": lambda v: v,
        "Sumaste por filas: hay uno por columna, `axis=0`.": lambda v: v.sum(axis=1),
        "Sumaste todo: hay uno por columna, `axis=0`.": lambda v: v.sum(),
        "Multiplicaste por γ: ese es el camino hacia x, no hacia los parámetros.": (
            lambda v: (gamma * v).sum(axis=0)
        ),
        "Dividiste dos veces por N: se suma sobre los ejemplos.": lambda v: v.mean(axis=0) / n,
    }
    together = "γ y β son por columna: suma solo sobre los ejemplos."
    assert_close(
        received[1],
        product.sum(axis=0),
        name="`d_gamma`",
        mistakes={
            **{hint: wrong(product) for hint, wrong in shared.items()},
            together: (by_group(product), np.repeat(by_group(product), d // groups)),
            "γ multiplica a x̂, no a x: usa x̂.": (
                (grad * x).sum(axis=0),
                (grad * (x - x.mean(axis=1, keepdims=True))).sum(axis=0),
            ),
            "Esa x̂ es la de BN, por columnas: usa la de los grupos.": (
                (grad * _x_hat(x, 0, GROUP_EPSILON)).sum(axis=0)
            ),
            "Esa es `d_beta`: falta multiplicar por x̂, o cambiaste el orden.": grad.sum(axis=0),
        },
    )
    assert_close(
        received[2],
        grad.sum(axis=0),
        name="`d_beta`",
        mistakes={
            **{hint: wrong(grad) for hint, wrong in shared.items()},
            together: (by_group(grad), np.repeat(by_group(grad), d // groups)),
            "β solo se suma: su gradiente no lleva x̂.": product.sum(axis=0),
        },
    )


TRAP_EPSILON = 0.1
SIZES = [8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]
KEYS = ("kernel", "gamma", "beta", "moving_mean", "moving_variance")


@question(
    "8.5",
    points=3,
    section="La trampa de las medias móviles",
    hint="Primero que `recalibrate` esté bien; después, úsala en `choose_size` con cada tamaño.",
)
def choose_size(student: Any, rng: Rng) -> None:
    """Salir de la trampa, y decidir con cuánto."""
    net = _Trapped.draw(rng)
    _assert_recalibrated(student, net.hidden, net.x_train[:300])
    sizes = net.sizes
    before, after, size = fields(
        student.choose_size(
            net.hidden, net.kernel_out, net.x_train, net.x_val, net.y_val, sizes, TRAP_EPSILON
        ),
        "before",
        "after",
        "size",
    )
    right = net.after()
    _assert_accuracy(after, right, "`after`", net.after_mistakes, _after_hint(after, right))
    _assert_accuracy(before, net.accuracy(net.stale), "`before`", net.before_mistakes)
    _assert_size(size, numbers(after, "`after`"), sizes)


def _after_hint(after: Any, right: Array) -> str:
    """Qué revisar si el error de `after` no se reconoce: la última medición usa todo."""
    received = numbers(after, "`after`")
    if received.shape != right.shape:
        return "Va un porcentaje por cada tamaño de `sizes`, en el mismo orden."
    if abs(received[-1] - right[-1]) < ONE_EXAMPLE:
        return "Con todo `x_train` coincides: con menos, van las primeras n filas, no n al azar."
    return "Recalibra con `x_train[:n]` y mide con `x_val`, en modo inferencia."


def _assert_size(size: Any, curve: Array, sizes: list[int]) -> None:
    rule = _Rules.of(curve)
    near = curve >= float(np.max(curve)) - 1
    assert_close(
        size,
        sizes[rule.asked],
        name="`size`",
        hint="Es uno de `sizes`: el menor que queda a no más de 1 punto del mejor de `after`.",
        mistakes={
            "Ese es el mejor: se pide el menor que queda a no más de 1 punto de él.": (
                sizes[rule.best]
            ),
            "1 punto se resta: no es el 1 % del mejor.": sizes[rule.one_percent],
            "Ese queda a 1 punto o menos del mejor, pero hay uno menor que también.": tuple(
                n for n, enough in zip(sizes, near, strict=True) if enough
            ),
            "Ese queda a más de 1 punto del mejor de `after`.": tuple(
                n for n, enough in zip(sizes, near, strict=True) if not enough
            ),
            "Devolviste la posición: se pide el tamaño, `sizes[posición]`.": rule.asked,
            "Devolviste los aciertos: `size` es el tamaño que los logra.": (
                curve[rule.asked],
                curve[rule.best],
            ),
        },
    )


@dataclass
class _Rules:
    """La posición que elige cada regla, la pedida y otras parecidas, en una curva o en varias."""

    asked: Any
    one_percent: Any
    best: Any
    largest: Any  # el mayor a no más de un punto
    last: Any  # el primero a no más de un punto del último
    stops: Any  # donde el siguiente deja de mejorar un punto

    @classmethod
    def of(cls, curve: Array) -> "_Rules":
        best = curve.max(axis=-1, keepdims=True)
        near = curve >= best - 1
        flat = np.diff(curve) <= 1
        return cls(
            asked=near.argmax(axis=-1),
            one_percent=(curve >= 0.99 * best).argmax(axis=-1),
            best=curve.argmax(axis=-1),
            largest=curve.shape[-1] - 1 - near[..., ::-1].argmax(axis=-1),
            last=(curve >= curve[..., -1:] - 1).argmax(axis=-1),
            stops=np.where(flat.any(axis=-1), flat.argmax(axis=-1), flat.shape[-1]),
        )

    def apart(self) -> NDArray[np.bool_]:
        """Si las que quedan cerca del mejor difieren, y las otras quedan lejos."""
        near = np.sort([self.asked, self.one_percent, self.best, self.largest], axis=0)
        distinct = (np.diff(near, axis=0) > 0).all(axis=0)
        return np.asarray(distinct & (np.maximum(self.last, self.stops) < self.asked))


def _activate(
    z: Array,
    layer: Mapping[str, Array],
    mean: Array,
    variance: Array,
    epsilon: float = TRAP_EPSILON,
) -> Array:
    x_hat = (z - mean) / np.sqrt(variance + epsilon)
    return np.maximum(layer["gamma"] * x_hat + layer["beta"], 0)


def _stale(z: Array, layer: Mapping[str, Array], _mean: Array, _variance: Array) -> Array:
    return _activate(z, layer, layer["moving_mean"], layer["moving_variance"])


LOTS = (8, 10, 16, 20, 25, 30, 32, 50, 60, 64, 100, 128, 150)
NO_RELU = "Falta la ReLU después de BN."
# Pista → una capa con ese error
BAD_LAYERS: dict[str, Activate] = {
    NO_RELU: lambda z, layer, mean, variance: (
        layer["gamma"] * (z - mean) / np.sqrt(variance + TRAP_EPSILON) + layer["beta"]
    ),
    "Falta multiplicar por γ y sumar β antes de la ReLU.": lambda z, _layer, mean, variance: (
        np.maximum((z - mean) / np.sqrt(variance + TRAP_EPSILON), 0)
    ),
    NO_EPSILON: lambda z, layer, mean, variance: _activate(z, layer, mean, variance, 0),
    EPSILON_OUTSIDE: lambda z, layer, mean, variance: _activate(
        z, layer, mean, (np.sqrt(variance) + TRAP_EPSILON) ** 2, 0
    ),
    NO_ROOT: lambda z, layer, mean, variance: _activate(
        z, layer, mean, (variance + TRAP_EPSILON) ** 2, 0
    ),
    "Falta BN entre el producto y la ReLU.": lambda z, _layer, _mean, _variance: np.maximum(z, 0),
    "La ReLU va después de BN, no antes.": lambda z, layer, mean, variance: (
        layer["gamma"] * (np.maximum(z, 0) - mean) / np.sqrt(variance + TRAP_EPSILON)
        + layer["beta"]
    ),
}


def _gather(hidden: Hidden, x: Array, activate: Activate = _activate) -> list[tuple[Array, Array]]:
    """Media y varianza de lo que llega a cada BN cuando pasan las filas de x."""
    found: list[tuple[Array, Array]] = []
    for layer in hidden:
        z = x @ layer["kernel"]
        found.append((z.mean(axis=0), z.var(axis=0)))
        x = activate(z, layer, *found[-1])
    return found


def _assert_recalibrated(student: Any, hidden: Hidden, x: Array) -> None:
    stepwise = "Capa por capa: anota la media y la varianza de z, normaliza con ellas y sigue."
    answer = parts(student.recalibrate(hidden, x, TRAP_EPSILON), ("las medias", "las varianzas"))
    means, variances = (
        parts(part, ("la de la capa 1", "la de la capa 2"), hint="Va una por capa oculta.")
        for part in answer
    )
    right = _gather(hidden, x)
    chained = {
        "La segunda capa recibe lo que la primera normaliza con lo recalibrado, no con sus móviles "
        "viejas.": _gather(hidden, x, _stale),
        "La segunda capa recibe lo que sale de la primera: falta su BN y su ReLU.": _gather(
            hidden, x, lambda z, *_: z
        ),
        **{hint: _gather(hidden, x, bad) for hint, bad in BAD_LAYERS.items()},
    }
    in_lots = "Promediaste lo de varios lotes: pasa todas las filas de una vez."
    by_layer = "Devuelve dos listas: las medias de las dos capas, y después sus varianzas."
    entering = x
    for k, (layer, (mean, variance)) in enumerate(zip(hidden, right, strict=True)):
        z = entering @ layer["kernel"]
        entering = _activate(z, layer, mean, variance)
        normalized = BAD_LAYERS[NO_RELU](z, layer, mean, variance)
        lots = [[z[i : i + n] for i in range(0, len(z), n)] for n in LOTS]
        old_mean, old_variance = layer["moving_mean"], layer["moving_variance"]
        assert_close(
            means[k],
            mean,
            name=f"la media de la capa {k + 1}",
            hint=stepwise,
            mistakes={
                by_layer: right[0][1] if k else variance,
                "Esa es la media móvil vieja: se anota la de los datos.": old_mean,
                "Mezclaste con la móvil vieja: recalibrar la reemplaza.": tuple(
                    m * old_mean + (1 - m) * mean for m in (0.99, 0.9, 0.5, 0.01)
                ),
                "Anotaste lo que sale de la capa: se anota lo que llega a BN, `x @ kernel`.": (
                    entering.mean(axis=0),
                    normalized.mean(axis=0),
                ),
                in_lots: tuple(
                    np.mean([lot.mean(axis=0) for lot in each], axis=0) for each in lots
                ),
                "Anotaste después de la ReLU: se anota lo que llega a BN, `x @ kernel`.": (
                    np.maximum(z, 0).mean(axis=0)
                ),
                "Usaste una sola media por capa: hay una por neurona, `axis=0`.": (
                    z.mean(),
                    np.full_like(mean, z.mean()),
                ),
                "Promediaste por filas: hay una media por neurona, `axis=0`.": z.mean(axis=1),
                "Sumaste: falta dividir por el número de filas.": z.sum(axis=0),
                **{hint: wrong[k][0] for hint, wrong in chained.items()},
            },
        )
        assert_close(
            variances[k],
            variance,
            name=f"la varianza de la capa {k + 1}",
            hint=stepwise,
            mistakes={
                by_layer: right[1][k],
                DDOF: z.var(axis=0, ddof=1),
                "Anotaste la desviación: se pide la varianza.": (
                    np.sqrt(variance),
                    np.sqrt(variance + TRAP_EPSILON),
                ),
                "ε no se anota: se suma recién al dividir.": variance + TRAP_EPSILON,
                "Esa es la varianza móvil vieja: se anota la de los datos.": old_variance,
                "Mezclaste con la móvil vieja: recalibrar la reemplaza.": tuple(
                    m * old_variance + (1 - m) * variance for m in (0.99, 0.9, 0.5, 0.01)
                ),
                "La varianza es alrededor de la media nueva, no de la móvil vieja.": (
                    ((z - old_mean) ** 2).mean(axis=0)
                ),
                "Promediaste los cuadrados: falta restar la media.": (z**2).mean(axis=0),
                "Anotaste lo que sale de la capa: se anota lo que llega a BN, `x @ kernel`.": (
                    entering.var(axis=0),
                    normalized.var(axis=0),
                ),
                in_lots: tuple(np.mean([lot.var(axis=0) for lot in each], axis=0) for each in lots),
            },
        )


@dataclass
class _Trapped:
    """Una red de buenos pesos y medias móviles atrasadas, con sus datos."""

    hidden: Hidden
    kernel_out: Array
    x_train: Array
    x_val: Array
    y_val: NDArray[np.integer]
    sizes: list[int]

    @classmethod
    def draw(cls, rng: Rng) -> "_Trapped":
        """Sortea hasta que cada error dé otros aciertos y cada regla elija otro tamaño."""
        while True:
            net = cls.train(rng)
            orders = (net.separate_rules(rng) for _ in range(6))
            if net.is_trapped() and any(orders) and _apart(net.after(), net.after_mistakes()):
                return net

    @classmethod
    def train(cls, rng: Rng) -> "_Trapped":
        """Entrena 64 pasos: cuatro clases, dos nubes cada una, lejos del cero."""
        centers = rng.normal(0, 1.5, (4, 2, 6))
        y = rng.integers(4, size=1024)
        x = 5 + centers[y, rng.integers(2, size=1024)] + rng.standard_normal((1024, 6))
        stack = []
        for _ in range(2):
            norm = layers.BatchNormalization(momentum=0.99, epsilon=TRAP_EPSILON)
            stack += [layers.Dense(16, use_bias=False), norm, layers.Activation("relu")]
        stack.append(layers.Dense(4, use_bias=False))
        model = Sequential(stack, seed=int(rng.integers(2**31)))
        loss = losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=optimizers.SGD(0.1), loss=loss)
        with np.errstate(all="ignore"):
            model.fit(x[:512], y[:512], batch_size=16, epochs=2, verbose=0)
        *weights, out = (np.asarray(weight, "float64") for weight in model.get_weights())
        hidden = [dict(zip(KEYS, weights[k : k + 5], strict=True)) for k in (0, 5)]
        return cls(hidden, out, x[:512], x[512:], y[512:], SIZES)

    @property
    def stale(self) -> Statistics:
        """Las medias móviles que la red traía."""
        return [(layer["moving_mean"], layer["moving_variance"]) for layer in self.hidden]

    def accuracy(self, statistics: Statistics, activate: Activate = _activate) -> float:
        """Porcentaje de aciertos de validación con esas estadísticas."""
        x = self.x_val
        for layer, (mean, variance) in zip(self.hidden, statistics, strict=True):
            x = activate(x @ layer["kernel"], layer, mean, variance)
        return float(100 * np.mean((x @ self.kernel_out).argmax(axis=1) == self.y_val))

    def fresh(self) -> list[Statistics]:
        """Lo recalibrado con cada tamaño."""
        return [_gather(self.hidden, self.x_train[:n]) for n in self.sizes]

    def after(self) -> Array:
        """Aciertos después de recalibrar con cada tamaño."""
        return self.curve(self.fresh())

    def curve(self, statistics: Sequence[Statistics], activate: Activate = _activate) -> Array:
        """Aciertos con cada una de esas estadísticas."""
        return np.array([self.accuracy(each, activate) for each in statistics])

    def before_mistakes(self) -> Mistakes:
        """Pista → los aciertos que daría ese error, con las móviles viejas."""
        right = self.accuracy(self.stale)
        return {
            "Se pide en porcentaje: 0,85 son 85.": right / 100,
            "Ese es el error: se piden los aciertos.": 100 - right,
            "`before` es antes de recalibrar: predice con las móviles que la red traía.": (
                *self.after(),
                *(self.accuracy(_gather(self.hidden, x)) for x in (self.x_train, self.x_val)),
            ),
        }

    def after_mistakes(self) -> Mistakes:
        """Pista → la curva que daría ese error al recalibrar o al medir."""
        fresh, stale, right = self.fresh(), self.stale, self.after()
        val = _gather(self.hidden, self.x_val)

        def each(change: Callable[[Array, Array, int], tuple[Array, Array]]) -> Array:
            pairs = [[change(*pair, k) for k, pair in enumerate(both)] for both in fresh]
            return self.curve(pairs)

        return {
            "Se pide en porcentaje: 0,85 son 85.": right / 100,
            "Ese es el error: se piden los aciertos.": 100 - right,
            "Mediste con las móviles viejas, enteras o mezcladas: recalibrar las reemplaza.": (
                np.full(len(self.sizes), self.accuracy(stale)),
                each(
                    lambda mean, variance, k: (
                        0.99 * stale[k][0] + 0.01 * mean,
                        0.99 * stale[k][1] + 0.01 * variance,
                    )
                ),
            ),
            "Recalibraste siempre con todo `x_train`: van las primeras n filas, `x_train[:n]`.": (
                np.full(len(self.sizes), self.accuracy(_gather(self.hidden, self.x_train)))
            ),
            "Las estadísticas de validación no se usan: se mide en modo inferencia, con lo "
            "recalibrado.": np.full(len(self.sizes), self.accuracy(val)),
            "Recalibraste con validación, que es solo para medir: usa entrenamiento.": self.curve([
                _gather(self.hidden, self.x_val[:n]) for n in self.sizes
            ]),
            "No redondees los aciertos: un punto se compara con todos sus decimales.": (
                np.round(right)
            ),
            "Usaste las últimas filas: van las primeras n, `x_train[:n]`.": self.curve([
                _gather(self.hidden, self.x_train[-n:]) for n in self.sizes
            ]),
            "La segunda capa recibe lo que la primera normaliza con lo recalibrado, no con sus "
            "móviles viejas.": self.curve([
                _gather(self.hidden, self.x_train[:n], _stale) for n in self.sizes
            ]),
            "Recalibraste una sola capa: van las dos.": (
                each(lambda mean, variance, k: stale[k] if k else (mean, variance)),
                each(lambda mean, variance, k: (mean, variance) if k else stale[k]),
            ),
            "Recalibraste solo la media: la varianza móvil también está atrasada.": each(
                lambda mean, _, k: (mean, stale[k][1])
            ),
            "Recalibraste solo la varianza: la media móvil también está atrasada.": each(
                lambda _, variance, k: (stale[k][0], variance)
            ),
            **{hint: self.curve(fresh, bad) for hint, bad in BAD_LAYERS.items()},
        }

    def separate_rules(self, rng: Rng) -> bool:
        """Baraja, y elige ocho tamaños en que la regla pedida y las otras no coincidan."""
        self.x_train, self.sizes = rng.permutation(self.x_train), SIZES
        curve = self.after()
        gaps = curve - curve[:, None]  # cuánto más acierta la columna que la fila
        if not np.triu((gaps <= 1) & (gaps > 0.01 * curve)).any():
            return False
        # Sesenta maneras de elegir siete, y siempre el último
        some = np.sort(rng.random((60, len(SIZES) - 1)).argsort(axis=1)[:, :7])
        useful = some[_Rules.of(curve[np.insert(some, 7, -1, axis=1)]).apart()]
        if len(useful):
            self.sizes = [*(SIZES[k] for k in useful[0]), SIZES[-1]]
        return len(useful) > 0

    def is_trapped(self) -> bool:
        """Si las móviles atrasadas le cuestan caro, y acertar no se confunde con errar."""
        before = self.accuracy(self.stale)
        fixed = self.accuracy(_gather(self.hidden, self.x_train))
        return before < fixed - 15 and abs(100 - 2 * before) > 1


ONE_EXAMPLE = 0.3  # en puntos: otro orden de las sumas puede cambiar un acierto de 512


def _apart(right: Array, mistakes: Mistakes) -> bool:
    """Si ningún error da lo correcto ni lo mismo que otro error con otra pista."""
    owners: dict[bytes, set[str]] = {}
    for hint, values in mistakes.items():
        for value in map(np.asarray, values if isinstance(values, tuple) else (values,)):
            owners.setdefault(value.tobytes(), set()).add(hint)
            if np.max(np.abs(value - right)) < ONE_EXAMPLE:
                return False
    return all(len(hints) == 1 for hints in owners.values())


def _assert_accuracy(
    received: Any,
    right: ArrayLike,
    name: str,
    mistakes: Callable[[], Mistakes],
    hint: str = "Pasa `x_val` en modo inferencia y cuenta los aciertos, en porcentaje.",
) -> None:
    measured, target = numbers(received, name), np.asarray(right)
    alike = measured.shape == target.shape and np.max(np.abs(measured - target)) <= ONE_EXAMPLE
    if not alike:  # con NaN tampoco lo es
        assert_close(measured, target, name=name, mistakes=mistakes(), hint=hint)


@question(
    "8.6",
    points=1,
    section="¿Cuándo falla?",
    hint="Compara las filas columna por columna, y en la del 2, el error antes y después de "
    "recalibrar.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    from_size, fraction, culprit, advice = fields(
        student.read_table(), "from_size", "fraction", "culprit", "advice"
    )
    assert_close(
        from_size,
        8,
        name="`from_size`",
        reveal=False,
        mistakes={
            "Ahí la red con BN todavía falla más que la red sin BN.": (2, 4),
            "En ese tamaño BN ya gana, pero también en uno menor.": (16, 32, 64),
            "Ahí la ventaja es mayor, pero BN gana desde mucho antes.": 128,
            "Devolviste el error: se pide el tamaño del lote.": (10.3, 12.0, 10.2),
            "Devolviste la posición en la tabla: se pide el tamaño del lote.": 3,
        },
    )
    assert_close(
        fraction,
        0.8,
        name="`fraction`",
        reveal=False,
        hint="Con 2 da la mitad y con 4, tres cuartos: ¿qué fórmula en N da eso?",
        mistakes={
            "Se pide como fracción, entre 0 y 1.": 80,
            "Esa es la corrección al revés, N / (N − 1): el lote ve menos varianza, no más.": 1.25,
            "La varianza que divide por N se queda corta: no vale σ² en promedio.": 1,
            "Eso es lo que falta: se pide lo que el lote sí ve.": 0.2,
            "Esa es la raíz: se pide la varianza, no la desviación.": 0.8**0.5,
            COMMA: [0, 8],
            "No se lee entre dos columnas: busca la fórmula en N que da 0,5 con lotes de 2.": (
                0.74,
                0.75,
                0.77,
                0.77250,
                0.78,
                0.805,
                0.81,
                0.87,
            ),
            "Con lotes de 2 tu fórmula da 2/3, y la tabla, 0,5.": 5 / 6,
            "Con lotes de 2 tu fórmula da 1/3, y la tabla, 0,5.": 4 / 6,
            "Con lotes de 2 tu fórmula da 0, y la tabla, 0,5.": 3 / 5,
        },
    )
    assert_choice(
        culprit,
        "b",
        name="`culprit`",
        hints={
            "a": "Recalibrar arregla las estadísticas, y el error casi no baja: mira la tercera "
            "fila.",
            "c": "La red sin BN dio los mismos pasos, con los mismos lotes, y es su mejor columna.",
            "d": "La red sin BN dio los mismos pasos y falla poco: no es por dar muchos.",
        },
    )
    assert_choice(
        advice,
        "d",
        name="`advice`",
        hints={
            "a": "Eso promedia más lotes, pero cada uno sigue entrenando con dos ejemplos.",
            "b": "Así cada predicción dependería de un vecino, y al entrenar nada cambia.",
            "c": "En la lección, con la mejor de cuatro tasas y lotes de 2, BN falla un tercio.",
        },
    )
