"""Pregunta 1.3: encoger hacia un punto de partida."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_01.questions.shared import Data, Rng

RATE, MOMENTUM, L2, DECAY = 0.1, 0.8, 0.7, 0.9


@question(
    "1.3",
    points=2,
    section="Las dos maneras de encoger",
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
