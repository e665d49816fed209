"""Ejercicio 01: regularización L2, desde la cuenta a mano hasta elegir λ."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    assert_property,
    fields,
    numbers,
    parts,
    recognise,
)
from course_lib.grading.question import WrongAnswerError, question

Rng = np.random.Generator
Arrays = Sequence[Array]
Data = tuple[Array, Array]


@question(
    "1.1",
    points=1,
    section="La idea: ponerle precio al tamaño",
    hint="Escribe la pérdida como error + λ·Σw² y deriva cada término; el sesgo no se penaliza.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con números pequeños."""
    w, b, d_w, d_b = np.array([2.0, -1.0, 0.0]), 5.0, np.array([1.0, 0.0, -3.0]), 1.0
    l2, rate = 0.1, 0.5
    penalty, gradient, new_w, new_b = fields(student.by_hand(), "penalty", "gradient", "w", "b")
    cost = l2 * np.sum(w**2)
    assert_close(
        penalty,
        cost,
        name="`penalty`",
        reveal=False,
        mistakes={
            "Usaste ½·λ·Σw², la convención de otros libros: aquí (y en Keras) no hay ½.": cost / 2,
            "Sumaste también el sesgo: la penalización solo mira los pesos.": cost + l2 * b**2,
            "Sumaste valores absolutos (eso es L1): en L2 cada peso va al cuadrado.": (
                l2 * np.abs(w).sum()
            ),
            "Promediaste los cuadrados: la penalización es su suma, no su promedio.": (
                l2 * np.mean(w**2)
            ),
            "Falta multiplicar por λ la suma de los cuadrados.": np.sum(w**2),
            "Tomaste la raíz (la norma): la penalización usa la norma al cuadrado.": (
                l2 * np.linalg.norm(w)
            ),
            "Elevaste al cuadrado la suma: es la suma de los cuadrados.": l2 * w.sum() ** 2,
            "El 2 aparece al derivar, no en la penalización.": 2 * cost,
            "La tasa de aprendizaje η no entra en la penalización, solo en el paso.": rate * cost,
        },
    )
    total = d_w + 2 * l2 * w
    assert_close(
        gradient,
        total.tolist(),
        name="`gradient`",
        reveal=False,
        mistakes={
            "Falta el 2: la derivada de λ·w² es 2·λ·w.": d_w + l2 * w,
            "Ese es solo el gradiente de la penalización: falta sumar el del error.": 2 * l2 * w,
            "Ese es solo el gradiente del error: falta sumar la derivada de la penalización.": d_w,
            "El signo: la derivada de la penalización se suma al gradiente del error.": (
                d_w - 2 * l2 * w
            ),
            "Esa es la derivada de L1 (el signo del peso): la de λ·w² es 2·λ·w.": (
                d_w + l2 * np.sign(w)
            ),
            "La derivada conserva el signo del peso: 2·λ·w, sin valor absoluto.": (
                d_w + 2 * l2 * np.abs(w)
            ),
            "Falta multiplicar por λ la derivada de la penalización.": d_w + 2 * w,
            "Al derivar baja el exponente: queda 2·λ·w, no λ·w².": d_w + l2 * w**2,
            "Sumaste el valor de la penalización: el gradiente lleva su derivada, peso a peso.": (
                d_w + cost
            ),
            "Multiplicaste por η: la tasa de aprendizaje entra después, en el paso.": rate * total,
        },
    )
    assert_close(
        new_w,
        (w - rate * total).tolist(),
        name="`w`",
        reveal=False,
        mistakes={
            "Falta multiplicar el gradiente por la tasa de aprendizaje η.": w - total,
            "El signo: el descenso resta el gradiente.": w + rate * total,
            "Diste el paso solo con el gradiente del error: falta la penalización.": w - rate * d_w,
            "Solo encogiste los pesos: falta restar η por el gradiente del error.": (
                w - rate * 2 * l2 * w
            ),
            "Encogiste a la mitad de lo debido: el factor es 1 − 2·η·λ.": w - rate * (d_w + l2 * w),
            "Encogiste sin η: el factor es 1 − 2·η·λ.": w - 2 * l2 * w - rate * d_w,
            "Penalizaste dos veces: `gradient` ya incluye la penalización.": (
                w - 2 * rate * l2 * w - rate * total
            ),
            "Ese es solo el paso, −η·gradiente: súmalo a los pesos que había.": -rate * total,
        },
    )
    assert_close(
        new_b,
        b - rate * d_b,
        name="`b`",
        reveal=False,
        mistakes={
            "Penalizaste el sesgo: su gradiente es solo el del error.": (
                b - rate * (d_b + 2 * l2 * b),
                b - rate * (d_b + l2 * b),
                b - rate * 2 * l2 * b,
            ),
            "Dejaste fijo el sesgo: no se penaliza, pero sí aprende de su gradiente.": b,
            "El signo: en el sesgo el descenso también resta el gradiente.": b + rate * d_b,
        },
    )


@question(
    "1.2",
    points=2,
    section="Dos letras chicas: los sesgos y las unidades",
    hint="Cada kernel con el λ de su capa: λ·ΣW² y 2·λ·W; los sesgos, con gradiente cero.",
)
def penalty_and_gradients(student: Any, rng: Rng) -> None:
    """Un λ por capa, y los sesgos en paz."""
    for sizes, l2 in (((4, 3, 2), [0.1, 0.03]), ((3, 5, 4, 2), [0.02, 0.5, 0.11])):
        kernels = [rng.standard_normal(shape) for shape in pairwise(sizes)]
        biases = [rng.standard_normal(size) for size in sizes[1:]]
        weights = [array for layer in zip(kernels, biases, strict=True) for array in layer]
        penalty, gradients = parts(
            student.penalty_and_gradients(weights, l2), ("la penalización", "los gradientes")
        )
        _assert_penalty(penalty, weights, l2)
        _assert_gradients(gradients, kernels, biases, l2)


def _assert_penalty(penalty: Any, weights: Arrays, l2: list[float]) -> None:
    kernels, biases = weights[::2], weights[1::2]

    def total(cost: Callable[[Array], Any], arrays: Arrays = kernels) -> float:
        return float(sum(lam * cost(array) for lam, array in zip(l2, arrays, strict=False)))

    def square(array: Array) -> Any:
        return np.sum(array**2)

    squares = sum(square(kernel) for kernel in kernels)
    assert_close(
        penalty,
        total(square),
        name="la penalización",
        mistakes={
            "Usaste ½·λ·ΣW²: aquí (y en Keras) la penalización no lleva ½.": total(square) / 2,
            "Penalizaste también los sesgos: solo pagan los kernels.": (
                total(square) + total(square, biases)
            ),
            "Usaste un mismo λ en todas las capas: cada capa tiene el suyo.": (
                l2[0] * squares,
                l2[-1] * squares,
                np.mean(l2) * squares,
            ),
            "Sumaste los λ y los cuadrados por separado: cada capa va con su propio λ.": (
                sum(l2) * squares
            ),
            "Emparejaste los λ con los primeros arreglos de `weights`, que alterna kernel y "
            "sesgo: los kernels son `weights[::2]`.": total(square, weights),
            "Recorriste los λ al revés: van en el mismo orden que las capas.": (
                total(square, kernels[::-1])
            ),
            "Promediaste con `mean`: la penalización es la suma de los cuadrados.": total(
                lambda kernel: np.mean(kernel**2)
            ),
            "Sumaste valores absolutos (eso es L1): en L2 cada peso va al cuadrado.": total(
                lambda kernel: np.sum(np.abs(kernel))
            ),
            "Usaste la norma: la penalización es la norma al cuadrado, sin raíz.": total(
                np.linalg.norm
            ),
            "Elevaste al cuadrado la suma: es la suma de los cuadrados.": total(
                lambda kernel: np.sum(kernel) ** 2
            ),
            "Falta multiplicar por λ la suma de cuadrados de cada capa.": squares,
            "El 2 aparece al derivar, no en la penalización.": 2 * total(square),
            "Promediaste entre las capas: la penalización total es la suma.": (
                total(square) / len(l2)
            ),
            "Solo cuenta una capa: hay que acumular la penalización de todas.": (
                l2[0] * square(kernels[0]),
                l2[-1] * square(kernels[-1]),
            ),
        },
    )


def _assert_gradients(gradients: Any, kernels: Arrays, biases: Arrays, l2: list[float]) -> None:
    names = [f"el gradiente de {kind}{k}" for k in range(1, len(l2) + 1) for kind in "Wb"]
    received = parts(
        gradients,
        names,
        hint="Va uno por cada arreglo de `weights`, también los sesgos (el de ellos, de ceros).",
    )
    slopes = [2 * lam * kernel for lam, kernel in zip(l2, kernels, strict=True)]
    grouped = slopes + [np.zeros_like(bias) for bias in biases]
    order = "Los gradientes van en el orden de `weights`: kernel, sesgo, kernel, sesgo…"
    for k, (w, b, lam) in enumerate(zip(kernels, biases, l2, strict=True)):
        assert_close(
            received[2 * k],
            2 * lam * w,
            name=names[2 * k],
            mistakes={
                "Falta el 2: la derivada de λ·W² es 2·λ·W.": lam * w,
                "Falta multiplicar el gradiente por λ: es 2·λ·W.": 2 * w,
                "Usaste un mismo λ en todos los gradientes: cada capa tiene el suyo.": (
                    2 * l2[0] * w,
                    2 * l2[-1] * w,
                    2 * np.mean(l2) * w,
                    2 * sum(l2) * w,
                ),
                "Esa es la derivada de L1 (el signo del peso): la de λ·W² es 2·λ·W.": (
                    lam * np.sign(w)
                ),
                "El signo: el gradiente es 2·λ·W; el menos lo pone después el descenso.": (
                    -2 * lam * w
                ),
                "La derivada conserva el signo del peso: no lleva valor absoluto.": (
                    2 * lam * np.abs(w)
                ),
                "Ese es λ·W², sin derivar: la derivada es 2·λ·W.": lam * w**2,
                "Dividiste por el número de pesos: la derivada de una suma no se promedia.": (
                    2 * lam * w / w.size
                ),
                "Sumaste las derivadas: hay una por cada peso, con la forma del kernel.": (
                    np.sum(2 * lam * w)
                ),
                order: grouped[2 * k],
            },
        )
        assert_close(
            received[2 * k + 1],
            np.zeros_like(b),
            name=names[2 * k + 1],
            hint="El gradiente de un sesgo es un arreglo de ceros con la forma del sesgo.",
            mistakes={
                "Penalizaste el sesgo en el gradiente: ahí va un arreglo de ceros.": (
                    2 * lam * b,
                    lam * b,
                ),
                "Devolviste el sesgo mismo: su gradiente es un arreglo de ceros.": b,
                "Un solo 0 no basta: el gradiente del sesgo es un arreglo con su forma.": 0.0,
                order: grouped[2 * k + 1],
            },
        )


RATE, MOMENTUM, L2, DECAY = 0.1, 0.8, 0.7, 0.9


@question(
    "1.3",
    points=2,
    section="Las tres cosas que llaman L2",
    hint="Con L2 el tirón 2·λ·(w − w0) entra en la velocidad; desacoplado, la velocidad solo ve "
    "`grad`, y antes w se acerca a w0.",
)
def two_decays(student: Any, rng: Rng) -> None:
    """Encoger hacia un punto de partida."""
    for assert_step in (_assert_step_l2, _assert_step_decoupled):
        w0 = rng.standard_normal(6)
        w: Array = rng.standard_normal(6)
        velocity: Array = np.zeros(6)
        for _ in range(4):
            w, velocity = assert_step(student, w, velocity, rng.standard_normal(6), w0)
        assert_step(student, *rng.standard_normal((4, 6), dtype=np.float32))


def _assert_step_l2(student: Any, w: Array, velocity: Array, grad: Array, w0: Array) -> Data:
    names = ("`w` de step_l2", "`velocity` de step_l2")
    answer = parts(student.step_l2(w, velocity, grad, w0, RATE, MOMENTUM, L2), names)
    pull = 2 * L2 * (w - w0)
    inertia, push = MOMENTUM * velocity, RATE * (grad + pull)
    v = inertia - push
    assert_close(
        answer[1],
        v,
        name=names[1],
        mistakes={
            "Falta el 2: la derivada de λ·(w − w0)² es 2·λ·(w − w0).": (
                inertia - RATE * (grad + pull / 2)
            ),
            "Tu tirón va hacia 0: se penaliza la distancia a w0, o sea, w − w0.": (
                inertia - RATE * (grad + 2 * L2 * w),
                inertia - RATE * (grad + L2 * w),
            ),
            "El signo: 2·λ·(w − w0) se suma a `grad`; como está, te aleja de w0.": (
                inertia - RATE * (grad - pull)
            ),
            "Al derivar baja el exponente: queda 2·λ·(w − w0), sin cuadrado.": (
                inertia - RATE * (grad + L2 * (w - w0) ** 2),
                inertia - RATE * (grad + 2 * L2 * (w - w0) ** 2),
            ),
            "Sumaste sobre todos los pesos: el tirón es un arreglo, uno por cada peso.": (
                inertia - RATE * (grad + np.sum(pull)),
                inertia - RATE * (grad + L2 * np.sum((w - w0) ** 2)),
            ),
            "Falta la penalización: con L2 su gradiente entra en la velocidad.": (
                inertia - RATE * grad
            ),
            "La tasa de aprendizaje η multiplica a todo el gradiente, también al del error.": (
                inertia - grad - RATE * pull,
                inertia - grad - pull,
            ),
            "La tasa de aprendizaje η multiplica también a la penalización.": (
                inertia - RATE * grad - pull
            ),
            "Esa es la convención de PyTorch, con η fuera de la velocidad: aquí, v ← μ·v − η·g.": (
                inertia + grad + pull
            ),
            "El signo de la velocidad: resta η·g.": inertia + push,
            "Eso es un momento promediado: aquí el gradiente no lleva (1 − μ), v ← μ·v − η·g.": (
                inertia - (1 - MOMENTUM) * push
            ),
            "Falta el momento: la velocidad anterior, por μ, se conserva.": -push,
            "Falta multiplicar por μ la velocidad anterior.": velocity - push,
            "El momento μ multiplica solo a la velocidad anterior, no al gradiente.": (
                MOMENTUM * (velocity - push)
            ),
            "Los resultados van al revés: primero w, después velocity.": w + v,
        },
    )
    assert_close(
        answer[0],
        w + v,
        name=names[0],
        mistakes={
            "El signo: w ← w + v, porque la velocidad ya trae el menos.": w - v,
            "Diste el paso con la velocidad anterior: actualízala antes de mover w.": w + velocity,
            "Penalizaste dos veces: en la velocidad y otra vez al mover w.": w + v - RATE * pull,
            "Moviste w sin la inercia: el paso es la velocidad completa, w + v.": w - push,
            "Ese es el paso de Nesterov: aquí el momento es el simple, w ← w + v.": (
                w + MOMENTUM * v - push
            ),
            "Multiplicaste la velocidad por η al mover w: v ya trae la tasa de aprendizaje.": (
                w + RATE * v
            ),
            "Devolviste la velocidad en el lugar de w: w ← w + v.": v,
        },
    )
    return w + v, v


def _assert_step_decoupled(student: Any, w: Array, velocity: Array, grad: Array, w0: Array) -> Data:
    names = ("`w` de step_decoupled", "`velocity` de step_decoupled")
    answer = parts(student.step_decoupled(w, velocity, grad, w0, RATE, MOMENTUM, DECAY), names)
    inertia, shrink = MOMENTUM * velocity, RATE * DECAY * (w - w0)
    v = inertia - RATE * grad
    near = w - shrink
    assert_close(
        answer[1],
        v,
        name=names[1],
        mistakes={
            "El decaimiento entró en la velocidad (eso es L2): desacoplado, va aparte.": (
                v - shrink,
                v - 2 * shrink,
                v - RATE * DECAY * w,
                v - 2 * RATE * DECAY * w,
                v - RATE * DECAY * (near - w0),
            ),
            "Encogiste la velocidad: el decaimiento desacoplado encoge la distancia a w0.": (
                inertia * (1 - RATE * DECAY) - RATE * grad,
                v * (1 - RATE * DECAY),
            ),
            "Falta η en la velocidad desacoplada: v ← μ·v − η·grad.": inertia - grad,
            "El signo de la velocidad desacoplada: resta η·grad.": inertia + RATE * grad,
            "Falta el momento en el paso desacoplado: v ← μ·v − η·grad.": -RATE * grad,
            "Falta multiplicar por μ la velocidad anterior en el paso desacoplado.": (
                velocity - RATE * grad
            ),
            "Los resultados de `step_decoupled` van al revés: primero w, después velocity.": (
                near + v
            ),
        },
    )
    assert_close(
        answer[0],
        near + v,
        name=names[0],
        mistakes={
            "Falta el decaimiento: antes del paso, acerca w a w0.": w + v,
            "Tu decaimiento tira hacia 0: lo que se encoge es la distancia a w0.": (
                w - RATE * DECAY * w + v
            ),
            "El decaimiento también se multiplica por la tasa de aprendizaje (`learning_rate`).": (
                w - DECAY * (w - w0) + v
            ),
            "El decaimiento desacoplado no lleva el 2: no viene de derivar un cuadrado.": (
                near - shrink + v
            ),
            "El orden: primero se acerca w a w0 y después se da el paso.": (
                w + v - RATE * DECAY * (w + v - w0)
            ),
            "El signo: como está, el decaimiento te aleja de w0.": w + shrink + v,
            "Encogiste la distancia y olvidaste volver a sumar w0.": near - w0 + v,
            "Dejaste solo una fracción η·weight_decay de la distancia: eso es lo que se pierde.": (
                w0 + shrink + v
            ),
            "Encogiste y no diste el paso: falta sumar la velocidad nueva.": near,
            "Diste el paso desacoplado con la velocidad anterior: actualízala antes.": (
                near + velocity
            ),
            "Moviste w sin la inercia: suma la velocidad completa.": near - RATE * grad,
        },
    )
    return near + v, v


@question(
    "1.4",
    points=2,
    section="Del β de la clase al λ de Keras",
    hint="Centra x e y, resuelve (XᵀX + N·λ·I) w = Xᵀy y después despeja b = ȳ − x̄·w.",
)
def ridge(student: Any, rng: Rng) -> None:
    """Ridge con el sesgo libre."""
    for n, d, l2 in ((30, 4, 0.5), (50, 3, 0.08)):
        x = rng.normal(1.5, np.linspace(0.6, 2, d), (n, d))
        y = 8 + x @ rng.normal(1, 1, d) + rng.standard_normal(n)
        received = parts(student.ridge(x, y, l2), ("`w`", "`b`"))
        w, b = _ridge(x, y, n * l2)
        ones = np.c_[x, np.ones(n)]
        both, both_sum = (_solve(ones, y, strength) for strength in (n * l2, l2))
        std = x.std(axis=0)
        assert_close(
            received[0],
            w,
            name="`w`",
            mistakes={
                "Los resultados van al revés: primero w, después b.": b,
                "El error es un promedio: al multiplicar todo por N, λ queda como N·λ.": (
                    _ridge(x, y, l2)[0]
                ),
                "Dividiste λ por N: es al revés, en la fórmula queda N·λ.": (
                    _ridge(x, y, l2 / n)[0]
                ),
                "Usaste el número de columnas D: λ se multiplica por el de ejemplos, N·λ.": (
                    _ridge(x, y, d * l2)[0]
                ),
                "Sobra un 2: al derivar sale de los dos términos y se cancela.": (
                    _ridge(x, y, 2 * n * l2)[0]
                ),
                "Usaste ½·λ·Σw²: aquí la penalización no lleva ½, y queda N·λ.": (
                    _ridge(x, y, n * l2 / 2)[0]
                ),
                "Penalizaste con un cuadrado: si agregas filas a x, llevan la raíz de N·λ.": (
                    _ridge(x, y, (n * l2) ** 2)[0],
                    _ridge(x, y, n * l2**2)[0],
                    _ridge(x, y, l2**2)[0],
                ),
                "Encogiste la solución sin penalizar: el mínimo sale de sumar N·λ dentro del "
                "sistema.": (_ridge(x, y, 0)[0] / (1 + l2), _ridge(x, y, 0)[0] / (1 + n * l2)),
                "Penalizaste el sesgo: déjalo libre (centra, o pon un 0 en su lugar).": (
                    both[:d],
                    both_sum[:d],
                ),
                "Falta el sesgo: centra x e y antes de resolver.": (
                    _solve(x, y, n * l2),
                    _solve(x, y, l2),
                ),
                "Centraste solo y: resta también su media a cada columna de x.": (
                    _solve(x, y - y.mean(), n * l2)
                ),
                "Centraste con una sola media para todo x: es una por columna, `axis=0`.": (
                    _solve(x - x.mean(), y - y.mean(), n * l2)
                ),
                "Dividiste x por su desviación: eso cambia lo que pesa λ; aquí solo se centra.": (
                    _ridge(x / std, y, n * l2)[0],
                    _ridge(x / std, y, n * l2)[0] / std,
                ),
                "Falta la penalización: esos son los mínimos cuadrados, con λ = 0.": (
                    _ridge(x, y, 0)[0]
                ),
                "El signo de la penalización: N·λ se suma a la diagonal.": (
                    _ridge(x, y, -n * l2)[0]
                ),
                "λ va solo en la diagonal (`np.eye`): lo sumaste a toda la matriz.": (
                    _ridge(x, y, n * l2, np.ones((d, d)))[0]
                ),
            },
        )
        x_mean, y_mean = x.mean(axis=0), y.mean()
        assert_close(
            received[1],
            b,
            name="`b`",
            mistakes={
                "Ese es ȳ, la media de y: falta restar lo que aporta la de x, x̄·w.": y_mean,
                "El signo: b = ȳ − x̄·w.": y_mean + x_mean @ w,
                "Olvidaste ȳ: b = ȳ − x̄·w.": -x_mean @ w,
                "Devolviste 0: al volver a los datos sin centrar, b = ȳ − x̄·w.": 0.0,
                "Encogiste el sesgo: b no se penaliza.": (b / (1 + l2), b / (1 + n * l2)),
                "Usaste una sola media de x para despejar b: es una por columna, `axis=0`.": (
                    y_mean - x.mean() * w.sum()
                ),
                "Ese es el sesgo sin penalización: despéjalo con el w ya encogido.": (
                    _ridge(x, y, 0)[1]
                ),
            },
        )


Strength = float | Array  # un λ, o varios a la vez


def _solve(x: Array, y: Array, strength: Strength, shape: Array | None = None) -> Array:
    where = np.eye(x.shape[1]) if shape is None else shape
    penalty = np.expand_dims(strength, (-2, -1)) * where
    return np.linalg.solve(x.T @ x + penalty, x.T @ y)


def _ridge(x: Array, y: Array, strength: Strength, shape: Array | None = None) -> tuple[Array, Any]:
    w = _solve(x - x.mean(axis=0), y - y.mean(), strength, shape)
    return w, y.mean() - w @ x.mean(axis=0)


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


@question(
    "1.6",
    points=1,
    section="¿Qué λ conviene?",
    hint="Busca el punto más bajo de la curva de validación, y mira la altura antes que la brecha.",
)
def read_curve(student: Any, _rng: Rng) -> None:
    """Leer una curva."""
    best_l2, gap, floor, report = fields(student.read_curve(), "best_l2", "gap", "floor", "report")
    assert_close(
        best_l2,
        0.01,
        name="`best_l2`",
        reveal=False,
        mistakes={
            "Ese λ tiene el menor error de entrenamiento: mira la curva de validación.": 0.0001,
            "Ahí la brecha es mínima porque la red falla mucho en ambos conjuntos: busca el menor "
            "error de validación.": (0.1, 0.3),
            "Devolviste el error: se pide el λ que lo logra.": 30.0,
            "Devolviste la posición en la tabla: se pide el λ.": (3, 4),
        },
    )
    assert_choice(
        gap,
        "c",
        name="`gap`",
        hints={
            "a": "Una brecha chica no basta: mira qué tan alto está el error en ambos conjuntos.",
            "b": "Si hubiera memorizado, el error de entrenamiento sería casi 0, y es de 88,6 %.",
            "d": "Si compartieran imágenes, ambos errores se parecerían en todos los λ.",
        },
    )
    assert_close(
        floor,
        18,
        name="`floor`",
        reveal=False,
        hint="De cada 100 imágenes, ¿a cuántas se les sorteó la etiqueta y cuántas quedaron mal?",
        mistakes={
            "Una de cada diez etiquetas al azar cae por suerte en la clase correcta.": 20,
            "Aunque la red acierte el dígito, la etiqueta sorteada puede decir otra cosa.": 0,
            "Esas son las etiquetas al azar que caen bien; cuenta las que caen mal.": 2,
            "Solo cuenta el ruido de validación: con esas etiquetas se mide.": (36, 40),
            "Se pide en porcentaje: 0,5 sería 50.": (0.18, 0.2),
            "Eso es lo que acierta: se pide el error.": (80, 82),
            "Ese es el menor medido: una red perfecta solo falla donde la etiqueta está mal.": 30.0,
        },
    )
    assert_choice(
        report,
        "d",
        name="`report`",
        hints={
            "a": "Esas imágenes no son nuevas: con ellas se ajustaron los pesos.",
            "b": "Ese error ya se usó para elegir λ: el menor de varios suele salir optimista.",
            "c": "Promedia redes que no vas a usar: interesa la del λ elegido, con datos intactos.",
        },
    )
