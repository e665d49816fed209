"""Pregunta 6.2: una ReLU que gotea y tres formas de sortear."""

import math
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_property,
    numbers,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_06.questions.shared import Rng, Shape, Values, nearest

TRUNCATED_STD = 0.87962566
# Curtosis E[w⁴]/E[w²]² de cada forma: dice cuál es sin mirar su escala
KURTOSIS = {"normal": 3.0, "uniform": 1.8, "truncated_normal": 2.3655}
SHAPE, SMALL = (868, 140), (3, 4)
CASES = (
    ("normal", "fan_in", 0.5),
    ("normal", "fan_out", 0.5),
    ("uniform", "fan_in", 0.5),
    ("truncated_normal", "fan_out", 0.5),
    ("uniform", "fan_out", 0.0),
    ("truncated_normal", "fan_in", 1.0),
)


@question(
    "6.2",
    points=2,
    section="¿Y si ReLU gotea?",
    hint="Calcula la desviación √(2/((1 + a²)·n)) y multiplica por ella números de desviación 1.",
)
def he_leaky(student: Any, rng: Rng) -> None:
    """Una ReLU que gotea y tres formas de sortear."""
    _assert_redraws_what_is_outside(student, rng)
    for distribution, mode, slope in CASES:
        seed = _seed(rng)
        w = _drawn(student, SHAPE, slope, mode, distribution, seed)
        case = _case(slope, mode, distribution)
        _assert_own_draws(w, distribution, case)
        _assert_form(w, distribution, case)
        _assert_std(w, slope, mode, distribution, case)
    _assert_unmeasured(student, rng)
    once, again, other = (
        _drawn(student, (40, 30), slope, mode, distribution, k) for k in (seed, seed, seed + 10_000)
    )
    assert_property(
        np.array_equal(once, again),
        "dos llamadas con la misma semilla dieron pesos distintos",
        "Crea el generador adentro de la función, con la semilla que llega: "
        "`np.random.default_rng(seed)`.",
    )
    assert_property(
        not np.allclose(once, other),
        "dos semillas distintas dieron los mismos pesos",
        "La función ignora `seed`: pásasela a `np.random.default_rng`.",
    )


def _case(slope: float, mode: str, distribution: str) -> str:
    return f'`he_leaky(shape, {slope:g}, "{mode}", "{distribution}", seed)`'


def _seed(rng: Rng, outside: bool = False) -> int:
    """Una semilla cuyo primer número no hay que volver a sortear.

    Así, quien crea de nuevo el generador no se queda sorteando el mismo para siempre. Con
    `outside`, alguno de los que siguen en un kernel chico sí queda fuera.
    """
    while True:
        seed = int(rng.integers(1, 10_000))
        first = np.abs(np.random.default_rng(seed).standard_normal(SMALL))
        if first[0, 0] < 2 and (first.max() > 2 or not outside):
            return seed


def _assert_redraws_what_is_outside(student: Any, rng: Rng) -> None:
    """Sortear todo de nuevo, que con miles de pesos no termina, se reconoce con doce."""
    case = 0.5, "fan_in", "truncated_normal"
    seed = _seed(rng, outside=True)
    generator = np.random.default_rng(seed)
    while np.abs(whole := generator.standard_normal(SMALL)).max() > 2:
        pass
    w = _drawn(student, SMALL, *case, seed)
    assert_property(
        not np.allclose(w / (np.abs(w).max() + 1e-30), whole / np.abs(whole).max(), rtol=1e-3),
        f"{_case(*case)}: mientras algo queda fuera de ±2, sorteas el arreglo entero",
        "Vuelve a sortear solo los que quedaron fuera: con miles de pesos siempre cae alguno y el "
        "ciclo no termina.",
    )


def _assert_unmeasured(student: Any, rng: Rng) -> None:
    """En un kernel chico, la desviación y la media de los sorteos no son las teóricas."""
    for distribution in KURTOSIS:
        case = 0.5, "fan_in", distribution
        w = _drawn(student, SMALL, *case, _seed(rng)).astype(float)
        std = _std(0.5, SMALL[0])
        measured = [w.std(axis, ddof=ddof) for axis in (None, 0, 1) for ddof in (0, 1)]
        measured.append(np.sqrt(np.mean(w**2)))
        assert_property(
            not any(np.allclose(value, std, rtol=1e-6) for value in measured),
            f"{_case(*case)}: la desviación de {w.size} pesos es justo la teórica, y no por azar",
            "Usa la desviación teórica: no la midas en los pesos para dividir por ella.",
        )
        assert_property(
            not any(np.allclose(w.mean(axis), 0, atol=1e-6 * std) for axis in (None, 0, 1)),
            f"{_case(*case)}: la media de {w.size} pesos es justo 0, y no por azar",
            "La media es 0 en promedio sobre los sorteos: no se la restes a los pesos.",
        )


def _std(slope: float, n: int) -> float:
    return math.sqrt(2 / ((1 + slope**2) * n))


def _drawn(student: Any, shape: Shape, *args: Any) -> Array:
    w = numbers(student.he_leaky(shape, *args), "el kernel")
    transposed = "El kernel de Keras es (entradas, salidas), tal como viene en `shape`."
    assert_property(
        w.shape == shape,
        f"el kernel: esperaba forma {shape} y recibí {w.shape}",
        transposed if w.shape == shape[::-1] else "Sortea un arreglo de forma `shape`.",
    )
    assert_property(
        bool(np.isfinite(w).all()),
        "el kernel tiene NaN o infinitos",
        "Revisa la división y la raíz de la desviación.",
    )
    return w


def _assert_own_draws(w: Array, distribution: str, case: str) -> None:
    """Cada peso con su propio número, y todos en torno a 0."""
    assert_property(
        np.mean(w == 0) < 0.005,
        f"{case}: hay pesos que valen 0",
        "Lo que cae fuera de ±2 no se apaga: se vuelve a sortear.",
    )
    edge = np.mean(np.abs(w) > 0.9999 * np.abs(w).max())
    assert_property(
        edge < 0.02,
        f"{case}: {100 * edge:.1f} % de los pesos está justo en el borde",
        {
            "normal": "Una normal no se recorta: sus colas quedan como salen.",
            "uniform": "Una uniforme toma cualquier valor entre −c y c, no solo los bordes.",
            "truncated_normal": "Recortaste con `clip`: lo que cae fuera de ±2 se vuelve a "
            "sortear.",
        }[distribution],
    )
    repeated = 1 - len(np.unique(w)) / w.size
    assert_property(
        repeated < 0.02,
        f"{case}: {100 * repeated:.1f} % de los pesos repite un valor",
        "Sortea un número por cada peso: un arreglo de forma `shape`, no una fila repetida."
        if repeated > 0.5
        else "Creaste de nuevo el generador: vuelve a dar sus primeros números, y los pesos ya no "
        "son independientes.",
    )
    assert_property(
        bool((w < 0).any()),
        f"{case}: ningún peso es negativo",
        "Los pesos se reparten en torno a 0: la uniforme va de −c a c, y una normal no lleva "
        "valor absoluto.",
    )
    off = abs(w.mean()) / (w.std() + 1e-30) * math.sqrt(w.size)
    assert_property(
        off < 6,
        f"{case}: la media de {w.size} pesos es {w.mean():.3g}, muy lejos de 0",
        "Los pesos son simétricos, con media 0: revisa desde dónde hasta dónde sorteas.",
    )


def _assert_std(w: Array, slope: float, mode: str, distribution: str, case: str) -> None:
    inputs, outputs = w.shape
    n, other = (inputs, outputs) if mode == "fan_in" else (outputs, inputs)
    std = _std(slope, n)
    if abs(math.log(w.std() / std)) < 0.015:
        return
    if abs(w.std() - 1) < 0.015:
        hint = "Tus pesos tienen desviación 1: falta multiplicar por la desviación pedida."
    else:
        hint = nearest(
            float(w.std()), {**_stds(slope, n, other, std), **_form_stds(distribution, std)}
        )
    raise WrongAnswerError(
        f"{case}: esperaba una desviación cercana a {std:.4f} y la de tus {w.size} pesos es "
        f"{w.std():.4f}",
        hint,
    )


def _stds(slope: float, n: int, other: int, std: float) -> Values:
    leak = 1 + slope**2
    return {
        "Usaste la varianza como desviación: falta la raíz.": (std**2, 2 / n),
        "Falta la pendiente: lo que gotea también llega, y la varianza se divide por 1 + a².": (
            math.sqrt(2 / n),
        ),
        "Falta el 2: leaky ReLU deja pasar (1 + a²)/2, y eso es lo que se compensa.": (
            math.sqrt(1 / n),
            math.sqrt(1 / (leak * n)),
        ),
        "La pendiente va al cuadrado y después se suma 1: es 1 + a².": (
            math.sqrt(2 / ((1 + slope) * n)),
            math.sqrt(2 / ((1 + slope) ** 2 * n)),
        ),
        "El signo: los negativos que gotean se suman, 1 + a².": (
            math.sqrt(2 / (max(1 - slope**2, 1e-9) * n)),
        ),
        "Multiplicaste por 1 + a²: si llega más señal, los pesos van más chicos.": (
            math.sqrt(2 * leak / n),
        ),
        "1 + a² divide a la varianza: va dentro de la raíz.": (math.sqrt(2 / n) / leak,),
        'Cambiaste entradas por salidas: "fan_in" es `shape[0]` y "fan_out", `shape[1]`.': (
            math.sqrt(2 / (leak * other)),
            math.sqrt(2 / other),
        ),
        "Mezclaste entradas y salidas (eso es Glorot): `mode` dice cuál de las dos es n.": (
            math.sqrt(4 / (leak * (n + other))),
            math.sqrt(2 / (leak * (n + other))),
            math.sqrt(4 / (n + other)),
            math.sqrt(2 / (n + other)),
        ),
        "La raíz abarca la fracción entera: √(2/((1 + a²)·n)).": (
            math.sqrt(2) / (leak * n),
            2 / math.sqrt(leak * n),
            2 / math.sqrt(n),
        ),
        "Diste vuelta la fracción: a más entradas, pesos más chicos.": (
            1 / std,
            math.sqrt(n / 2),
        ),
        "n es una sola dimensión, no el número de pesos.": (
            math.sqrt(2 / (leak * n * other)),
            math.sqrt(2 / (n * other)),
        ),
    }


def _form_stds(distribution: str, std: float) -> Values:
    only_truncated = "0,87962566 corrige solo la truncada, que es la que perdió sus colas."
    if distribution == "uniform":
        return {
            "Usaste la desviación como borde: una uniforme en [−c, c] tiene desviación c/√3.": (
                std / math.sqrt(3),
            ),
            "El factor del borde no es ese: de c²/3 = Var(w) sale c = √3 por la desviación.": (
                2 * std,
                std / 2,
                math.sqrt(3) * std,
                std * math.sqrt(2 / 3),
            ),
            only_truncated: (std / TRUNCATED_STD, TRUNCATED_STD * std),
        }
    if distribution == "truncated_normal":
        return {
            "Sin las colas la desviación baja a 0,87962566: divide por ella.": (
                TRUNCATED_STD * std,
            ),
            "La corrección va al revés: se divide por 0,87962566.": (TRUNCATED_STD**2 * std,),
            "0,87962566 es una desviación: divide los pesos por ella, no por su raíz.": (
                math.sqrt(TRUNCATED_STD) * std,
            ),
            "Dividiste dos veces por 0,87962566: es una desviación, no una varianza.": (
                std / TRUNCATED_STD,
            ),
        }
    return {
        "Ese es el borde de una uniforme: aquí se pide la desviación.": (math.sqrt(3) * std,),
        only_truncated: (std / TRUNCATED_STD, TRUNCATED_STD * std),
    }


def _assert_form(w: Array, distribution: str, case: str) -> None:
    squares = w * w
    power = np.mean(squares)
    kurtosis = float(np.mean(squares * squares) / power**2)
    kinds = {"normal": "normal", "uniform": "uniforme", "truncated_normal": "normal truncada"}
    like = [kind for kind, known in KURTOSIS.items() if abs(kurtosis - known) < 0.1]
    looks = f"se ve {kinds[like[0]]}" if like else "no se ve así"
    hint = f"Sortea con la forma que pide `distribution`: aquí, {kinds[distribution]}."
    if distribution == "truncated_normal" and like == ["normal"]:
        hint = "Falta truncar: sortea de nuevo lo que cae fuera de ±2, antes de llevarlo a escala."
    elif distribution == "truncated_normal" and not like:
        hint = "La truncada se corta en ±2 de una normal de desviación 1, antes de la escala."
    assert_property(
        like == [distribution],
        f"{case}: se pide una distribución {kinds[distribution]} y la tuya {looks}",
        hint,
    )
    assert_property(
        distribution != "truncated_normal"
        or float(np.max(squares)) < 1.02 * (2 / TRUNCATED_STD) ** 2 * power,
        f"{case}: quedaron pesos más allá del corte",
        "Lo que se vuelve a sortear también puede caer fuera: repite mientras quede alguno "
        "(`while`).",
    )
