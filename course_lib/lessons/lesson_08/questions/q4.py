"""Pregunta 8.4: la vuelta, por grupos."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_08.questions.shared import (
    DDOF,
    EPSILON_OUTSIDE,
    GROUP_EPSILON,
    NO_EPSILON,
    Rng,
    _x_hat,
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
