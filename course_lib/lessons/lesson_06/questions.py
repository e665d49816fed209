"""Ejercicio 06: He y sus parientes, desde la cuenta a mano hasta elegir una ganancia midiendo."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product
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
from course_lib.grading.question import StudentError, WrongAnswerError, question

Rng = np.random.Generator
Shape = tuple[int, ...]
# Pista → los valores que daría ese error
Values = Mapping[str, tuple[float, ...]]


@question(
    "6.1",
    points=1,
    section="La idea: la mitad, siempre la mitad",
    hint="Var(w) = 2/n, con n los números que se suman para formar un z; la desviación es su raíz.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con números redondos."""
    keys = "dense", "conv", "limit", "signal"
    dense, conv, limit, signal = values = fields(student.by_hand(), *keys)
    for key, value in zip(keys, values, strict=True):
        _assert_one_number(value, f"`{key}`")
    variance = "Esa es la varianza, 2/n: la desviación es su raíz."
    inverted = "Diste vuelta la fracción: la varianza es 2/n, y a más entradas, pesos más chicos."
    no_two = "Falta el 2: esa es la regla 1/n, que no devuelve lo que ReLU apaga."
    no_root = "La raíz abarca la fracción entera: √(2/n)."
    average = "Promediaste entradas y salidas (eso es Glorot): He usa solo las entradas."
    border = "Ese es el borde de una uniforme: aquí se pide la desviación, √(2/n)."
    assert_close(
        dense,
        math.sqrt(2 / 200),
        name="`dense`",
        reveal=False,
        mistakes={
            variance: (2 / 200, 2 / 50, 1 / 200),
            "Usaste las salidas: He cuenta las entradas, que son las que se suman en cada z.": (
                math.sqrt(2 / 50)
            ),
            no_two: math.sqrt(1 / 200),
            average: (math.sqrt(2 / 250), math.sqrt(2 / 125)),
            no_root: (2 / math.sqrt(200), math.sqrt(2) / 200),
            inverted: (math.sqrt(100), 100),
            border: math.sqrt(6 / 200),
            "Contaste todos los pesos de la matriz: n son solo las entradas de una neurona.": (
                math.sqrt(2 / 10_000)
            ),
        },
    )
    assert_close(
        conv,
        math.sqrt(2 / 50),
        name="`conv`",
        reveal=False,
        mistakes={
            variance: (2 / 50, 1 / 50),
            "Olvidaste la ventana: cada z suma 5·5 posiciones de cada canal.": math.sqrt(2 / 2),
            "Olvidaste los canales: cada z suma la ventana de los 2.": math.sqrt(2 / 25),
            "La ventana tiene dos lados: son 5·5 posiciones, no 5.": (
                math.sqrt(2 / 10),
                math.sqrt(2 / 5),
            ),
            "Contaste los filtros, que son las salidas: cada z suma ventana por canales de "
            "entrada.": (math.sqrt(2 / 16), math.sqrt(2 / 400), math.sqrt(2 / 80)),
            "Contaste todos los pesos del kernel: cada z usa un solo filtro.": math.sqrt(2 / 800),
            "El tamaño de la imagen no entra: cada z solo ve su ventana.": (
                math.sqrt(2 / 288),
                math.sqrt(2 / 144),
                math.sqrt(2 / (288 * 25)),
                math.sqrt(2 / 64),
                math.sqrt(2 / 128),
            ),
            "Los lados de la ventana y los canales se multiplican, no se suman.": (
                math.sqrt(2 / 12),
                math.sqrt(2 / 20),
            ),
            no_two: math.sqrt(1 / 50),
            average: (math.sqrt(2 / 450), math.sqrt(2 / 225), math.sqrt(2 / 18), math.sqrt(2 / 9)),
            no_root: (2 / math.sqrt(50), math.sqrt(2) / 50),
            inverted: (math.sqrt(25), 25),
            border: math.sqrt(6 / 50),
        },
    )
    assert_close(
        limit,
        0.5,
        name="`limit`",
        reveal=False,
        hint="Iguala la varianza de la uniforme, c²/3, con la de He, y despeja c.",
        mistakes={
            "Esa es la desviación: el borde de la uniforme está más afuera, con c²/3 = Var(w).": (
                math.sqrt(2 / 24)
            ),
            "Esa es la varianza: el borde sale de c²/3 = Var(w).": (2 / 24, 1 / 24, 3 / 24),
            "Falta la raíz: ese es c², el cuadrado del borde.": 0.25,
            "Multiplicaste √3 por la varianza: el borde de la uniforme es √3 por la desviación.": (
                math.sqrt(3) * 2 / 24
            ),
            "La raíz abarca la fracción entera: de c²/3 = Var(w) sale c² = 3·2/n.": (
                math.sqrt(6) / 24,
                6 / math.sqrt(24),
            ),
            "Falta el 2 de He: con 1/n la uniforme queda más angosta.": math.sqrt(3 / 24),
            "Ese es el ancho completo, de −c a c: el borde es la mitad.": 1.0,
            "Usaste las salidas: n son las entradas, 24.": (math.sqrt(6 / 10), math.sqrt(2 / 10)),
            "Ese es el borde de Glorot, con entradas más salidas: aquí es el de He.": (
                math.sqrt(6 / 34),
                math.sqrt(12 / 34),
            ),
            "El 3 de la uniforme va dentro de la raíz: c = √(3·Var(w)).": 3 * math.sqrt(2 / 24),
            "La varianza de una uniforme en [−c, c] es c²/3: multiplicaste por √2 o por 2 en vez "
            "de √3.": (math.sqrt(4 / 24), 2 * math.sqrt(2 / 24)),
            "Partiste por √3: el borde es mayor que la desviación, no menor.": math.sqrt(2 / 72),
        },
    )
    assert_close(
        signal,
        0.25,
        name="`signal`",
        reveal=False,
        hint="Cada ReLU deja la mitad de E[z²]: divide el tamaño por √2, una vez por capa.",
        mistakes={
            "Pasaste más ReLU de las que hay: de la capa 1 a la 11 son diez.": (
                8 * 2**-5.5,
                8 * 2**-6,
            ),
            "Pasaste menos ReLU de las que hay: de la capa 1 a la 11 son diez.": 8 * 2**-4.5,
            "Partiste a la mitad el tamaño: lo que cae a la mitad es E[z²], y el tamaño es su "
            "raíz.": (8 / 2**10, 8 / 2**11),
            "Ese es E[z²]: se pide el tamaño, su raíz.": 8**2 / 2**10,
            "8 es el tamaño, no E[z²]: el segundo momento de la capa 1 es 64.": (
                math.sqrt(8 / 2**10)
            ),
            "Falta partir del tamaño 8 de la capa 1: ese es solo el factor.": (2**-5, 2**-10),
            "Con 1/n la señal no se mantiene: cada ReLU se lleva la mitad de E[z²].": 8,
            "Al revés: con 1/n la señal se achica.": (8 * 2**5, 8 * 2**5.5),
            "0,34 es lo que queda de la varianza al cruzar la ReLU; lo que cuenta para la capa "
            "siguiente es E[h²], que es la mitad.": (
                8 * (0.5 - 0.5 / math.pi) ** 5,
                8 * 0.34**5,
                8 * 0.34**10,
            ),
            "Contaste una sola ReLU: hay una en cada capa que pasa.": (8 / math.sqrt(2), 4),
            "La pérdida se multiplica capa a capa, no se suma.": (
                8 / 10,
                8 / 20,
                8 / (10 * math.sqrt(2)),
            ),
        },
    )


def _assert_one_number(value: Any, name: str) -> None:
    assert_property(
        not (isinstance(value, list) and len(value) == 2),
        f"{name}: esperaba un número y recibí dos",
        "¿Usaste coma decimal? En Python los decimales van con punto: 0.5.",
    )


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


def nearest(value: float, mistakes: Values, tolerance: float = 0.012) -> str:
    """La pista del error más parecido a un valor medido con ruido, o «» si ninguno calza."""
    gaps = {
        hint: min(abs(math.log(value / known)) for known in values)
        for hint, values in mistakes.items()
        if value > 0
    }
    best = min(gaps, key=lambda hint: gaps[hint], default="")
    return best if best and gaps[best] < tolerance else ""


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


@question(
    "6.3",
    points=1,
    section="Comprueba",
    hint="Con el kernel (3, 3, 16, 64) cada z suma 144 productos: ¿qué ejes hay que multiplicar?",
)
def fixed_he(student: Any, rng: Rng) -> None:
    """Un error plantado."""
    for shapes in KERNELS:
        noise = [rng.standard_normal(shape) for shape in shapes]
        names = [f"el kernel {shape}" for shape in shapes]
        wrong_list = "Va un kernel por cada arreglo de `noise`, en el mismo orden."
        received = parts(_fixed(student, noise), names, hint=wrong_list)
        for kernel, weights, name in zip(noise, received, names, strict=True):
            mistakes = _mistakes(kernel) | _shared_fan_in(kernel, shapes)
            assert_close(weights, _fan_std(kernel.shape) * kernel, name=name, mistakes=mistakes)


# Ventanas, canales y salidas distintos, para que cada error dé otro número
KERNELS: tuple[tuple[Shape, ...], ...] = (
    ((5, 4, 6, 7), (11, 4), (4, 3, 2)),
    ((6, 9), (2, 5, 4, 3, 8), (9, 2)),
)


def _fixed(student: Any, noise: Sequence[Array]) -> Any:
    try:
        return student.fixed_he(noise)
    except StudentError as error:
        if "IndexError" not in str(error) and "unpack" not in str(error):
            raise
        axes = "¿Cuántos ejes tiene ese kernel? Los hay de dos ejes o más: no supongas cuántos son."
        raise StudentError(str(error), axes) from None


def _shared_fan_in(kernel: Array, shapes: Sequence[Shape]) -> dict[str, Any]:
    others = (math.prod(shape[:-1]) for shape in shapes if shape != kernel.shape)
    return {
        "`fan_in` es de cada kernel: calcúlalo adentro del ciclo.": tuple(
            math.sqrt(2 / fan_in) * kernel for fan_in in others
        )
    }


def _fan_std(shape: Shape) -> float:
    return math.sqrt(2 / math.prod(shape[:-1]))


def _measured(kernel: Array) -> tuple[Array, ...]:
    """El ruido llevado a desviación 1 exacta, en vez de en promedio."""
    return (
        kernel / kernel.std(),
        kernel / kernel.std(ddof=1),
        kernel / np.sqrt(np.mean(kernel**2)),
        (kernel - kernel.mean()) / kernel.std(),
    )


def _mistakes(kernel: Array) -> dict[str, Any]:
    shape = kernel.shape
    window, fan_in = math.prod(shape[:-2]), math.prod(shape[:-1])
    fan_out = window * shape[-1]

    def he(n: float) -> Any:
        return math.sqrt(2 / n) * kernel

    dense = {
        "Sigue contando las salidas: en Keras el último eje son las salidas, y las entradas son "
        "todos los demás.": (he(math.prod(shape[1:])), he(shape[-1])),
        "Contaste todos los pesos del kernel: las salidas, el último eje, no entran.": (
            he(kernel.size)
        ),
        "Promediaste entradas y salidas (eso es Glorot): He usa solo las entradas.": (
            he(fan_in + fan_out),
            he((fan_in + fan_out) / 2),
        ),
        "El 2 de He estaba bien: el error es otro.": math.sqrt(1 / fan_in) * kernel,
        "La raíz estaba bien: se multiplica por la desviación, no por la varianza.": (
            2 / fan_in * kernel
        ),
        "La raíz abarca la fracción entera: √(2/n).": (
            math.sqrt(2) / fan_in * kernel,
            2 / math.sqrt(fan_in) * kernel,
        ),
        "Ese es el borde de una uniforme: aquí se pide la desviación, √(2/n).": he(fan_in / 3),
        "Devolviste la desviación: falta multiplicar por ella el ruido.": _fan_std(shape),
        "Diste vuelta la fracción: la desviación es √(2/n).": math.sqrt(fan_in / 2) * kernel,
        "Multiplica el ruido por la desviación teórica, sin medirla antes en el ruido.": tuple(
            _fan_std(shape) * noise for noise in _measured(kernel)
        ),
        "Devolviste el ruido tal cual: falta multiplicarlo por la desviación de He.": kernel,
        "El kernel ya viene en el orden de Keras: no hay que trasponerlo, sino contar bien.": tuple(
            std * turned
            for std in (_fan_std(shape), _fan_std(shape[::-1]), _fan_std((*shape[1:], 1)))
            for turned in (kernel.T, np.moveaxis(kernel, -1, 0), np.swapaxes(kernel, -1, -2))
        ),
    }
    if kernel.ndim == 2:
        return dense
    return {
        "Sirve para una capa densa, pero en una convolución olvida la ventana entera y los "
        "canales: el primer eje es un lado de la ventana.": he(shape[0]),
        "Olvidaste la ventana: cada z suma todas sus posiciones en cada canal de entrada.": (
            he(shape[-2])
        ),
        "Olvidaste los canales de entrada: cada z suma la ventana de todos ellos.": (
            he(window),
            he(math.prod(shape[:2])),
        ),
        "Multiplicaste los dos últimos ejes, entradas y salidas: van todos menos el último.": (
            he(math.prod(shape[-2:]))
        ),
        "Ahora cuentas ventana por salidas, o sea `fan_out`: He usa las entradas.": he(fan_out),
        "La ventana tiene más de un lado: se multiplican todos los ejes menos el último.": (
            he(shape[0] * shape[-2]),
            he(math.prod(shape[1:-1])),
        ),
        "Los ejes de la ventana se multiplican entre sí y con las entradas: no se suman.": (
            he(sum(shape[:-1])),
            he(sum(shape[:-2]) * shape[-2]),
        ),
        "Ese eje es un lado de la ventana: las entradas son todos los ejes menos el último.": (
            he(shape[1])
        ),
    } | dense


# Bloques, n, m y growth de cada red
NETWORKS = ((5, 7, 10, 3.7), (6, 9, 7, 1.8))


@question(
    "6.4",
    points=2,
    section="La idea: la mitad, siempre la mitad",
    hint="Cada bloque multiplica E[h²] por 1 + r, con (1 + r)^L = growth; la rama "
    "aporta m·σ₂² veces E[h²].",
)
def residual_weights(student: Any, rng: Rng) -> None:
    """Ramas que se suman."""
    for blocks, n, m, growth in (*NETWORKS, (4, 4, 6, 1)):
        shapes = [(n, m), (m, n)] * blocks
        noise = [rng.standard_normal(shape) for shape in shapes]
        wrong_list = "La lista lleva los mismos arreglos que `noise`, en su orden: W1, W2, W1, W2…"
        answer = student.residual_weights(noise, growth)
        received = parts(answer, ["W1", "W2"] * blocks, hint=wrong_list)
        found = [numbers(kernel, "uno de los kernels").shape for kernel in received]
        assert_property(
            found == shapes or sorted(found) != sorted(shapes),
            "los kernels no vienen en el orden de `noise`",
            "Revisa el orden: W1 y W2 de cada bloque, y después el bloque siguiente.",
        )
        known = _first_stds(blocks, n, m, growth), _second_stds(blocks, n, m, growth)
        right = math.sqrt(2 / n), math.sqrt((growth ** (1 / blocks) - 1) / m)
        for k, kernel in enumerate(noise):
            name = f"W{k % 2 + 1} del bloque {k // 2 + 1} (growth = {growth:g})"
            weights = numbers(received[k], name)
            assert_property(
                not np.isnan(weights).any(),
                f"{name} tiene NaN",
                "La raíz de un número negativo da NaN: r no puede ser menor que 0.",
            )
            std, mistakes = right[k % 2], _known(known[k % 2], right[k % 2], kernel)
            assert_close(weights, std * kernel, name=name, mistakes=mistakes)


def _known(stds: Values, right: float, kernel: Array) -> dict[str, Any]:
    """El kernel que da cada desviación equivocada, o la correcta con el ruido ya medido."""
    return {hint: tuple(std * kernel for std in values) for hint, values in stds.items()} | {
        "Usa la desviación teórica: no la midas en el ruido.": tuple(
            right * noise for noise in _measured(kernel)
        )
    }


def _first_stds(blocks: int, n: int, m: int, growth: float) -> Values:
    ratio = growth ** (1 / blocks) - 1
    return {
        "W1 no se apaga: lleva la desviación de He, y con growth = 1 solo σ₂ vale 0.": (0,),
        "W1 va antes de la ReLU y lleva el 2 de He: su desviación es √(2/n).": (math.sqrt(1 / n),),
        "W1 tiene n entradas: usaste sus salidas, m.": (math.sqrt(2 / m), math.sqrt(1 / m)),
        "Usaste la varianza en W1: la desviación es su raíz, √(2/n).": (2 / n,),
        "Promediaste entradas y salidas en W1 (eso es Glorot): He usa n.": (
            math.sqrt(2 / (n + m)),
            math.sqrt(4 / (n + m)),
        ),
        "Cambiaste W1 por W2: el primero de cada bloque es W1, el de He.": (
            math.sqrt(ratio / m),
            math.sqrt(2 * ratio / m),
        ),
        "Falta escalar W1: su ruido se multiplica por la desviación de He.": (1,),
        "W1 lleva la desviación de He tal cual, y r va entero en W2.": (
            math.sqrt(2 * ratio / n),
            math.sqrt(ratio / n),
            math.sqrt(2 * math.sqrt(ratio) / n),
        ),
    }


def _second_stds(blocks: int, n: int, m: int, growth: float) -> Values:
    ratio = growth ** (1 / blocks) - 1
    late = growth ** (1 / (2 * blocks)) - 1
    return {
        "Después de W2 no hay otra ReLU: ahí el 2 de He sobra.": (math.sqrt(2 * ratio / m),),
        "h·W1 mide 2·E[h²] y la ReLU deja la mitad: a W2 entra E[h²], y queda m·σ₂² = r.": (
            math.sqrt(ratio / (2 * m)),
        ),
        "W2 tiene m entradas: usaste sus salidas, n.": (
            math.sqrt(ratio / n),
            math.sqrt(2 * ratio / n),
        ),
        "Falta achicar W2: con He o con 1/m la rama es tan grande como el atajo, o más.": (
            math.sqrt(2 / m),
            math.sqrt(1 / m),
            math.sqrt(2 / n),
            1,
        ),
        "Esa es la receta 1/√L, que no mira `growth`: despeja r de (1 + r)^L = growth.": (
            math.sqrt(1 / (blocks * m)),
            math.sqrt(2 / (blocks * m)),
            math.sqrt(1 / (2 * blocks * m)),
        ),
        "Esa es la receta 1/L, que no mira `growth`: despeja r de (1 + r)^L = growth.": (
            math.sqrt(1 / m) / blocks,
            math.sqrt(2 / m) / blocks,
        ),
        "El crecimiento se multiplica bloque a bloque: no se reparte `growth − 1` en L partes "
        "iguales.": (
            math.sqrt((growth - 1) / (blocks * m)),
            math.sqrt(growth / (blocks * m)),
            math.sqrt(2 * (growth - 1) / (blocks * m)),
            math.sqrt((growth - 1) / (2 * blocks * m)),
        ),
        "ln(growth)/L es solo una aproximación de r: despéjalo exacto, con la raíz L-ésima.": (
            math.sqrt(math.log(growth) / (blocks * m)),
        ),
        "El exponente es 1/L, con L el número de bloques: la mitad de `len(noise)`.": (
            math.sqrt(late / m),
            math.sqrt(2 * late / m),
            math.sqrt((growth ** (1 / (blocks - 1)) - 1) / m),
            math.sqrt((growth ** (1 / (blocks + 1)) - 1) / m),
        ),
        "`growth` ya se refiere a E[h²]: no lo eleves al cuadrado.": (
            math.sqrt((growth ** (2 / blocks) - 1) / m),
        ),
        "Falta restar 1: el atajo ya aporta una vez E[h²], y la rama, solo lo que sobra.": (
            math.sqrt(growth ** (1 / blocks) / m),
            math.sqrt(2 * growth ** (1 / blocks) / m),
        ),
        "Falta tomar la raíz L-ésima: con ese r, cada bloque ya crece `growth` veces.": (
            math.sqrt((growth - 1) / m),
            math.sqrt(2 * (growth - 1) / m),
            math.sqrt((math.sqrt(growth) - 1) / m),
            math.sqrt(growth / m),
            math.sqrt((growth**blocks - 1) / m),
        ),
        "Falta la raíz: m·σ₂² = r es una varianza, y se pide la desviación σ₂.": (
            ratio / m,
            ratio / math.sqrt(m),
            ratio * math.sqrt(2 / m),
        ),
        "El 1 se resta después de tomar la raíz L-ésima, no antes.": (
            math.sqrt((growth - 1) ** (1 / blocks) / m),
        ),
        "Divide r solo por m: n no entra en W2.": (
            math.sqrt(ratio / (n * m)),
            math.sqrt(2 * ratio / (n * m)),
            math.sqrt(2 * ratio / (n + m)),
        ),
        "r está bien, pero falta dividir por m: cada salida de la rama suma m productos.": (
            math.sqrt(ratio),
            ratio,
        ),
        "Apagaste la rama: con growth mayor que 1 se pide la mayor σ₂ que lo cumple.": (0,),
    }


COARSE = [1.0, 1.36, 0.9]
# Ganancias, tamaño de la entrada y número de capas. En la última, E[z²] cambia tanto de capa en
# capa que cualquiera que no sea la última lleva a elegir otra ganancia
ELU_NETWORKS = (
    ([1.41, 1.12, 1.0, 1.25, 1.6], 0.3, 15),
    (COARSE, 1, 15),
    (COARSE, 2, 15),
    ([0.9, 0.5, 1.3], 5, 3),
)
TOO_FAR = 0.15  # seis desviaciones de E[z²] en la primera capa, con 40 ejemplos y 100 neuronas


@question(
    "6.5",
    points=3,
    section="Explora: la escala y la pendiente",
    hint="Por cada ganancia: el mismo generador desde cero, una red completa y E[z²] en cada capa.",
)
def choose_gain(student: Any, rng: Rng) -> None:
    """Elegir una ganancia midiendo."""
    seed = int(rng.integers(1, 10_000))
    runs = []
    for gains, size, depth in ELU_NETWORKS:
        x = size * rng.standard_normal((40, 100))
        answer = student.choose_gain(x, gains, depth, seed)
        moments, gain = fields(answer, "moments", "gain")
        runs.append((gains, x, _curves(moments, gains, depth), gain))
    _assert_seed(student, seed)
    _assert_own_weights(student, runs)
    _assert_first_layer(runs)
    _assert_one_neuron(student)
    _assert_same_draws(runs)
    _assert_choice_of_gain(runs)


Run = tuple[list[float], Array, Array, Any]


def _curves(moments: Any, gains: list[float], depth: int) -> Array:
    received, shape = numbers(moments, "`moments`"), (len(gains), depth)
    hint = "Va una fila por ganancia y, en ella, un número por capa."
    if received.shape == shape[::-1]:
        hint = "Está traspuesto: las filas son las ganancias y las columnas, las capas."
    elif received.shape in (shape[:1], shape[1:]):
        hint = "Se piden todas las capas de todas las ganancias, no solo la última o la elegida."
    elif received.ndim == 2 and received.shape[1] in (depth - 1, depth + 1):
        hint = "Anota E[z²] una vez por capa, desde z₁ hasta la última; la entrada no se anota."
    message = f"`moments`: esperaba forma {shape} y recibí {received.shape}"
    assert_property(received.shape == shape, message, hint)
    assert_property(
        bool(np.isfinite(received).all()),
        "`moments` tiene NaN o infinitos",
        "La señal explotó, o no se midió: revisa la desviación g/√n, y que eᶻ − 1 no se aplique a "
        "los z positivos.",
    )
    assert_property(
        bool((received != 0).any(axis=0).all()),
        "`moments` tiene una columna de ceros",
        "Falta medir una capa: son `depth`, desde z₁ hasta la última.",
    )
    assert_property(
        bool((received > 0).all()),
        "`moments` tiene valores que no son positivos",
        "Un promedio de cuadrados es positivo: eleva antes de promediar, sin restar la media y sin "
        "logaritmo.",
    )
    return received.astype(float)


def _leaky(slope: float, z: Array) -> Array:
    return np.asarray(np.where(z > 0, z, slope * z))


def _elu(z: Array) -> Array:
    return np.asarray(np.where(z > 0, z, np.expm1(np.minimum(z, 0))))


EVERY_SQUARE = (
    "E[z²] promedia los cuadrados de todos los ejemplos y neuronas, sin restar la media; en la "
    "capa 1 es cercano a g²·E[x²]."
)


def _assert_own_weights(student: Any, runs: Sequence[Run]) -> None:
    """Con filas o columnas repetidas, el tamaño de z es proporcional a una sola suma de x."""
    for gains, x, moments, _ in runs:
        off = moments[:, 0] / (np.square(gains) * np.mean(x**2))
        if np.abs(np.log(off)).max() > 2:
            return  # otro error lo explica
    first, second = np.eye(20)[:1], np.eye(20)[1:2]
    one, two, both = (np.sqrt(_row(student, x)[0]) for x in (first, second, first + second))
    assert_property(
        one == 0 or not np.isclose(both, (one + two, abs(one - two)), rtol=1e-3).any(),
        "`moments`: las neuronas de una capa dan todas lo mismo",
        "Cada peso lleva su propio número: sortea una matriz `(n, n)`, sin repetir filas ni "
        "columnas.",
    )


def _assert_first_layer(runs: Sequence[Run]) -> None:
    def gaps(first: Callable[[Array, Array], Array]) -> list[Array]:
        return [np.log(moments[:, 0] / first(x, np.array(gains))) for gains, x, moments, _ in runs]

    def score(first: Callable[[Array, Array], Array]) -> float:
        logs = gaps(first)
        return max(float(np.abs(log).max()) + 2 * float(np.ptp(log)) for log in logs)

    off = [np.abs(log) for log in gaps(lambda x, g: g**2 * np.mean(x**2))]
    worst = int(np.argmax([log.max() for log in off]))
    if off[worst].max() < TOO_FAR:
        return
    gains, x, moments, _ = runs[worst]
    row = int(np.argmax(off[worst]))
    message = (
        f"`moments`: en la capa 1, con ganancia {gains[row]:g}, esperaba cerca de "
        f"{gains[row] ** 2 * np.mean(x**2):.3g} y recibí {moments[row, 0]:.3g}"
    )
    assert_property(
        any(log[0] > TOO_FAR for log in off),
        message,
        "Cada red parte de la entrada: pon `h = x` adentro del ciclo de las ganancias.",
    )
    for _, x, moments, _ in runs:
        assert_property(
            not np.allclose(moments[:, 0], np.mean(x**2)),
            "`moments`: la primera columna mide la entrada",
            "Anotaste la entrada de la capa: la primera columna es E[z²] de la capa 1.",
        )
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)
    weights = weights / weights.sum()

    def after(x: Array, g: Array) -> Array:
        z = np.outer(g * np.sqrt(np.mean(x**2)), nodes)
        return np.asarray(_elu(z) ** 2 @ weights)

    def spread(x: Array, g: Array) -> Array:
        z = np.outer(g * np.sqrt(np.mean(x**2)), nodes)
        return np.asarray(_elu(z) ** 2 @ weights - (_elu(z) @ weights) ** 2)

    models: dict[str, Callable[[Array, Array], Array]] = {
        "Mediste la señal después de la activación: se mide z, antes de la ELU.": after,
        "Mediste la varianza después de la activación: se mide E[z²], antes de la ELU.": spread,
        "Aplicaste la ELU a la entrada: la primera capa recibe x tal cual.": lambda x, g: (
            g**2 * np.mean(_elu(x) ** 2)
        ),
        "Mediste el tamaño √E[z²]: se pide E[z²], sin la raíz.": lambda x, g: np.sqrt(
            g**2 * np.mean(x**2)
        ),
        "Usaste √g: la desviación de los pesos es g/√n.": lambda x, g: g * np.mean(x**2),
        "Usaste g² como desviación: la desviación de los pesos es g/√n.": lambda x, g: (
            g**4 * np.mean(x**2)
        ),
        "Dividiste por n: la desviación de los pesos es g/√n.": lambda x, g: (
            g**2 * np.mean(x**2) / x.shape[1]
        ),
        "Sale n veces lo esperado: ¿falta dividir la desviación por √n, o sumaste sobre las "
        "neuronas en vez de promediar?": lambda x, g: g**2 * np.mean(x**2) * x.shape[1],
        "Dividiste g² por n: esa es la varianza, y la desviación es g/√n.": lambda x, g: (
            g**4 * np.mean(x**2) / x.shape[1]
        ),
        "Una uniforme en [−1, 1] tiene varianza 1/3: la desviación pedida es g/√n.": lambda x, g: (
            g**2 * np.mean(x**2) / 3
        ),
        "Normalizaste: x entra tal cual, y E[z²] tampoco se divide.": lambda x, g: g**2,
        "Sumaste los cuadrados: E[z²] es su promedio.": lambda x, g: g**2 * np.sum(x**2),
        "La ganancia ya incluye el 2 de He: la varianza de los pesos es g²/n.": lambda x, g: (
            2 * g**2 * np.mean(x**2)
        ),
        "Usaste el número de ejemplos: n es el número de entradas, `x.shape[1]`.": lambda x, g: (
            g**2 * np.mean(x**2) * x.shape[1] / len(x)
        ),
        "Los pesos no dependen de la ganancia: su desviación es g/√n.": lambda x, g: (
            np.mean(x**2) * np.ones_like(g)
        ),
        "Usaste la mediana: E[z²] es un promedio.": lambda x, g: 0.455 * g**2 * np.mean(x**2),
        "Mediste valores absolutos: E[z²] promedia los cuadrados.": lambda x, g: (
            g * np.sqrt(np.mean(x**2)) * math.sqrt(2 / math.pi)
        ),
        "Ordenaste las filas: van en el mismo orden que `gains`.": lambda x, g: (
            np.sort(g) ** 2 * np.mean(x**2)
        ),
    }
    scores = {hint: score(model) for hint, model in models.items()}
    best = min(scores, key=lambda hint: scores[hint])
    raise WrongAnswerError(message, best if scores[best] < 0.25 else EVERY_SQUARE)


def _assert_same_draws(runs: Sequence[Run]) -> None:
    for gains, _, moments, _ in runs:
        base = np.log(moments[:, 0] / np.square(gains))
        assert_property(
            float(np.ptp(base)) < 1e-4,
            "`moments`: en la capa 1 las redes no difieren solo en la ganancia",
            "Cada ganancia recibió otros sorteos: crea el generador con `seed` adentro del ciclo "
            "de las ganancias.",
        )


ONE, ONE_SEED = 5, 782  # capas de la red de una neurona, y una semilla de pesos parejos


def _row(student: Any, x: Array) -> Array:
    """E[z²] en cada capa de una red de ganancia 1."""
    (moments,) = fields(student.choose_gain(x, [1.0], ONE, ONE_SEED), "moments")
    received = numbers(moments, "`moments`")
    assert_property(
        received.shape == (1, ONE),
        f"`moments`: esperaba forma {(1, ONE)} y recibí {received.shape}",
        "Va una fila por ganancia y, en ella, un número por capa.",
    )
    return np.asarray(received[0], dtype=float)


def _assert_one_neuron(student: Any) -> None:
    """Con un ejemplo y una neurona las mediciones delatan los pesos y la activación."""
    measured = {x: _row(student, np.array([[x]])) for x in (0.01, 1.5, -1.5)}
    small, large = measured[0.01], measured[1.5]
    three = np.array([[1.5], [-3], [4.5]])
    assert_property(
        bool(np.isfinite(small).all()),
        "`moments` tiene NaN cuando hay un solo ejemplo y una sola neurona",
        "E[z²] promedia los cuadrados de todos los ejemplos: no dejes ninguno fuera ni restes la "
        "media.",
    )
    assert_property(
        bool(large[0] > 0),
        "`moments` vale 0 cuando hay un solo ejemplo y una sola neurona",
        "Mediste una varianza, que resta la media: E[z²] es el promedio de los cuadrados.",
    )
    assert_property(
        np.isclose(small[0] * 150**2, large[0], rtol=0.01),
        "`moments`: con una entrada 150 veces menor, E[z²] en la capa 1 no baja 150² veces",
        "No redondees ni le sumes nada a `moments`: anota el promedio de los cuadrados tal cual.",
    )
    assert_property(
        np.isclose(_row(student, three)[0], large[0] * 14 / 3, rtol=0.01),
        "`moments` no promedia los cuadrados de todos los ejemplos",
        EVERY_SQUARE,
    )
    if not _follows(_elu, measured):
        hints = (hint for hint, model in ACTIVATIONS if _follows(model, measured))
        raise WrongAnswerError(
            "`moments`: de una capa a la siguiente, la señal no cambia como con la ELU",
            next(
                hints,
                "Revisa el ciclo: h = elu(z), con z si z > 0 y eᶻ − 1 si no, entra a la capa "
                "siguiente.",
            ),
        )
    assert_property(
        float(np.ptp(np.log(small[1:] / small[:-1]))) > 0.1,
        "todas las capas usan los mismos pesos",
        "Cada capa sortea su propia matriz: crea el generador una vez por red, antes del ciclo de "
        "las capas.",
    )


# Pista → la activación que puso quien se equivoca así
ACTIVATIONS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    (
        "Falta la activación entre capa y capa: a la siguiente entra h = elu(z), no z ni x.",
        np.asarray,
    ),
    (
        "Esa es la ReLU: la ELU deja pasar eᶻ − 1 cuando z es negativo.",
        lambda z: np.maximum(z, 0),
    ),
    (
        "Falta la rama de los positivos: ahí la ELU es z.",
        lambda z: np.expm1(np.minimum(z, 0)),
    ),
    (
        "Falta restar 1: con z negativo, la ELU vale eᶻ − 1, que cerca de 0 es casi z.",
        lambda z: np.where(z > 0, z, np.exp(z)),
    ),
    (
        "Pusiste −1 en todos los negativos: la ELU vale eᶻ − 1, que llega a −1 de a poco.",
        lambda z: np.where(z > 0, z, -1),
    ),
    (
        "El signo: con z negativo, la ELU es negativa, eᶻ − 1.",
        lambda z: np.where(z > 0, z, -np.expm1(z)),
    ),
    (
        "Las ramas están al revés: eᶻ − 1 va con los negativos.",
        lambda z: np.where(z > 0, np.expm1(z), z),
    ),
    ("Aplicaste eᶻ − 1 también a los positivos: ahí la ELU es z.", np.expm1),
    (
        "Cortaste en −1 en línea recta: con z negativo, la ELU es eᶻ − 1.",
        lambda z: np.maximum(z, -1),
    ),
    ("Esa es la tanh: la ELU es z si z > 0 y eᶻ − 1 si no.", np.tanh),
    (
        "Esa es la softplus: la ELU es z si z > 0 y eᶻ − 1 si no.",
        lambda z: np.logaddexp(0, z),
    ),
    *(
        ("Esa es leaky ReLU: con z negativo, la ELU es eᶻ − 1.", partial(_leaky, slope))
        for slope in (0.01, 0.1, 0.2, 0.3)
    ),
)


def _follows(activation: Callable[[Array], Array], measured: Mapping[float, Array]) -> bool:
    """Si con algún signo de los pesos la activación explica todo lo medido.

    En cada capa, |z| dividido por |h| es el peso: tiene que ser el mismo desde toda entrada.
    """
    signs = np.array(list(product((-1, 1), repeat=ONE)))
    h: Array = np.array(list(measured))[:, None] * np.ones(len(signs))
    fits = np.ones(len(signs), bool)
    for sign, size in zip(signs.T, np.sqrt(np.transpose(list(measured.values()))), strict=True):
        crossed = size[:, None, None] * np.abs(h)
        fits &= np.isclose(crossed, crossed.swapaxes(0, 1), rtol=0.03, atol=0).all((0, 1))
        h = activation(sign * np.sign(h) * size[:, None])
    return bool(fits.any())


def _assert_seed(student: Any, seed: int) -> None:
    x, gains = np.linspace(-1, 1, 60).reshape(3, 20), [1.0, 1.3]
    once, same, other = (
        _curves(fields(student.choose_gain(x, gains, 4, s), "moments")[0], gains, 4)
        for s in (seed, seed, seed + 10_000)
    )
    assert_property(
        np.allclose(same, once),
        "dos llamadas con la misma semilla dieron mediciones distintas",
        "El azar sale solo de `np.random.default_rng(seed)`, creado adentro de la función.",
    )
    assert_property(
        not np.allclose(other, once, rtol=1e-3),
        "dos semillas distintas dieron las mismas mediciones",
        "La función ignora `seed`: pásasela a `np.random.default_rng`.",
    )


def _assert_choice_of_gain(runs: Sequence[Run]) -> None:
    chosen = []
    for gains, _, moments, gain in runs:
        hint = recognise(
            np.asarray(gain),
            {
                "Devolviste la posición: se pide la ganancia, `gains[…]`.": (0, 2, 3, 4),
                "Devolviste el segundo momento: se pide la ganancia que lo logra.": tuple(
                    moments[:, -1]
                ),
            },
        )
        value = numbers(gain, "`gain`")
        listed = value.ndim == 0 and np.isclose(value, gains, atol=1e-6).any()
        what = f"{value:.4g}" if value.ndim == 0 else f"un arreglo de forma {value.shape}"
        message = f"`gain`: recibí {what}, que no es una de las ganancias de la lista"
        assert_property(listed, message, hint or "Devuelve un solo elemento de `gains`.")
        chosen.append(float(value))
    right = _picks(runs, _log_distance)
    if np.allclose(chosen, right):
        return
    hints = [hint for hint, cost in RULES if np.allclose(chosen, _picks(runs, cost))]
    if any(np.allclose(chosen, [gains[k] for gains, *_ in runs]) for k in (0, -1)):
        hints.append("Elegiste siempre la misma posición de la lista: decide con lo que mediste.")
    if np.allclose(chosen, [1.41, 1.36, 1.36, 1.3]):
        hints.append("Esa es la más parecida a √2, la ganancia de ReLU: decide con lo que mediste.")
    wrong = next(k for k, gain in enumerate(chosen) if not np.isclose(gain, right[k]))
    gains, _, moments, _ = runs[wrong]
    ends = (f"{g:g} → {m:.3g}" for g, m in zip(gains, moments[:, -1], strict=True))
    raise WrongAnswerError(
        f"`gain`: elegiste {chosen[wrong]:g} y tu E[z²] de la última capa es {', '.join(ends)}",
        hints[0] if hints else "Se elige la de menor |ln E[z²]| en la última capa.",
    )


# Pista → lo que minimiza quien elige así
RULES: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    *(
        (
            "Compara con el logaritmo: restando 1, apagarse del todo cuesta apenas 1 y gana.",
            cost,
        )
        for cost in (
            lambda m: np.abs(m[:, -1] - 1),
            lambda m: np.abs(np.sqrt(m[:, -1]) - 1),
            lambda m: (m[:, -1] - 1) ** 2,
        )
    ),
    *(
        (
            "Elegiste la señal más chica o la más lejana de 1: se busca la más cercana, con el "
            "valor absoluto del logaritmo.",
            cost,
        )
        for cost in (lambda m: m[:, -1], lambda m: -np.abs(np.log(m[:, -1])))
    ),
    ("Elegiste la señal más grande: se busca que termine cerca de 1.", lambda m: -m[:, -1]),
    (
        "Decidiste con la capa 1: se decide con la última, que es donde se nota la ganancia.",
        lambda m: np.abs(np.log(m[:, 0])),
    ),
    *(
        ("Usaste otras capas: se decide solo con la última, comparada con 1.", cost)
        for cost in (
            lambda m: np.abs(np.log(m[:, -1] / m[:, 0])),
            lambda m: np.abs(m[:, -1] - m[:, 0]),
            lambda m: np.abs(np.log(m[:, -1] / m[:, -2])),
            lambda m: np.abs(m[:, -1] - m[:, -2]),
            lambda m: np.abs(np.log(m[:, -2])),
            lambda m: np.abs(np.log(m[:, -2:]).mean(axis=1)),
            lambda m: np.abs(np.log(m[:, -3:]).mean(axis=1)),
            lambda m: np.abs(np.log(m[:, -5:]).mean(axis=1)),
            lambda m: np.abs(np.log(m[:, -2:])).mean(axis=1),
            lambda m: np.abs(np.log(m[:, -3:])).mean(axis=1),
            lambda m: np.log(m).std(axis=1),
            lambda m: m.std(axis=1),
            lambda m: np.abs(np.log(m)).mean(axis=1),
            lambda m: np.abs(np.log(m.mean(axis=1))),
            lambda m: np.abs(m - 1).mean(axis=1),
            lambda m: np.abs(m.mean(axis=1) - 1),
        )
    ),
)


def _log_distance(moments: Array) -> Array:
    return np.abs(np.log(moments[:, -1]))


def _best(run: Run, cost: Callable[[Array], Array]) -> float:
    gains, _, moments, _ = run
    return gains[int(np.argmin(cost(moments)))]


def _picks(runs: Sequence[Run], cost: Callable[[Array], Array]) -> list[float]:
    return [_best(run, cost) for run in runs]


@question(
    "6.6",
    points=1,
    section="¿Y al entrenar?",
    hint="Mira cuánto cambia cada número entre semillas y cuántos pasos hay entre dos capas.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    tie, half, deep, signal = fields(student.read_table(), "tie", "half", "deep", "signal_34")
    assert_choice(
        tie,
        "c",
        name="`tie`",
        hints={
            "a": "La diferencia es de 0,4 puntos: compárala con la desviación entre semillas.",
            "b": "Sobreajustar sería perder en validación, y 0,4 puntos es menos que la desviación "
            "entre semillas.",
            "d": "Mira las escalas de los extremos: ahí el error llega a 90 %.",
        },
    )
    assert_choice(
        half,
        "a",
        name="`half`",
        hints={
            "b": "Si hubiera memorizado, el error de entrenamiento sería casi 0, y es 88,7 %.",
            "c": "Achicar todos los pesos por igual no cambia el signo de ningún z: se encienden "
            "las mismas neuronas.",
            "d": "Mira la fila de la señal: con escala 0,5 no explota, se desvanece.",
        },
    )
    assert_choice(
        deep,
        "d",
        name="`deep`",
        hints={
            "a": "Esto se midió con 12 capas, y la pérdida se multiplica con la profundidad.",
            "b": "Mira la fila de la señal: con escala 1 se pierde cerca de √2 por capa, como dice "
            "la teoría.",
            "c": "Nada en la tabla lo dice: con 40 capas la señal llega un millón de veces más "
            "chica, y la lección vio que una red así no se mueve.",
        },
    )
    _assert_signal(signal)


def _assert_signal(signal: Any) -> None:
    _assert_one_number(signal, "`signal_34`")
    value = numbers(signal, "`signal_34`")
    assert_property(
        value.ndim == 0, "`signal_34`: esperaba un solo número", "Devuelve un número, sin lista."
    )
    factor = 0.019
    if abs(value / factor**3 - 1) < 0.1:
        return
    mistakes: Values = {
        "Esa es la predicción de la teoría: parte del 0,019 que se midió.": (2**-16.5, 2**-17),
        "Los factores se multiplican: tres veces once pasos es elevar al cubo, no por 3.": (
            3 * factor,
            factor / 3,
        ),
        "Ese es el factor de la capa 1 a la 12: faltan 22 pasos.": (factor,),
        "Ese es el factor de la capa 1 a la 23: faltan once pasos.": (factor**2,),
        "Entre la capa 1 y la 12 hay once pasos, no doce; y hasta la 34, treinta y tres.": (
            factor ** (34 / 12),
            factor ** (33 / 12),
            factor ** (34 / 11),
        ),
        "0,019 es el factor de once capas juntas, no el de una.": (factor**33, factor**34),
        "Usaste la columna de otra escala: es la de escala 1.": (0.00043**3, 0.18**3, 0.87**3),
        "Se pide un factor, no un porcentaje.": (100 * factor**3,),
        "Ese es cuántas veces más chica llega: se pide por cuánto se multiplica.": (factor**-3,),
    }
    raise WrongAnswerError(
        f"`signal_34`: recibí {value:.3g} y no es",
        nearest(float(value), mistakes, 0.1)
        or "Cuenta cuántos tramos de once pasos hay entre la capa 1 y la 34.",
    )
