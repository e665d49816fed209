"""Ejercicio 03: dropout, desde la cuenta a mano hasta reconocer una capa mal escrita."""

from collections.abc import Callable
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
)
from course_lib.grading.question import WrongAnswerError, question

Rng = np.random.Generator
Data = tuple[Array, Array]
Curves = tuple[Array, Array]
COMMA = "¿Una coma decimal? En Python `2,5` son dos números: se escribe `2.5`."


@question(
    "3.1",
    points=1,
    section="La idea: apagar y amplificar",
    hint="La máscara es 0 o 1/(1 − r); va en h y en el gradiente que vuelve, nunca al predecir.",
)
def mask_by_hand(student: Any, _rng: Rng) -> None:
    """A mano, con cuatro neuronas."""
    h, w = np.array([4.0, 6.0, 0.0, 2.0]), np.array([1.0, -1.0, 3.0, 2.0])
    on, rate, d_y = np.array([1.0, 0.0, 1.0, 1.0]), 0.2, 2.0
    m = on / (1 - rate)
    h_train, y_predict, grad_h, grad_w = fields(
        student.mask_by_hand(), "h_train", "y_predict", "grad_h", "grad_w"
    )
    assert_close(
        h_train,
        (h * m).tolist(),
        name="`h_train`",
        reveal=False,
        mistakes={
            "Falta amplificar: las que quedan prendidas se dividen por 1 − r.": h * on,
            "Al revés: se apaga la que tiene u menor que r, y las demás siguen prendidas.": (
                h * (1 - on) / (1 - rate),
                h * (1 - on),
                h * (1 - on) / rate,
            ),
            "Se amplifica por 1/(1 − r), donde 1 − r es la retención, y no por 1/r.": h * on / rate,
            "Multiplicaste por 1 − r: al entrenar se divide, para compensar las apagadas.": (
                h * on * (1 - rate)
            ),
            "Amplificar por 1 + r no alcanza: el promedio pide dividir por 1 − r.": (
                h * on * (1 + rate)
            ),
            "La segunda neurona también se apaga: su u, 0,15, es menor que r = 0,2.": (
                h / (1 - rate),
                h,
            ),
            "Comparaste u con 1 − r: la neurona se apaga si u es menor que r.": np.zeros(4),
            "Usaste la fracción prendida en este sorteo, 3/4: se divide por 1 − r, que depende de "
            "la tasa.": h * on / 0.75,
            "Esa es la máscara: falta multiplicarla por h.": m,
            COMMA: [5, 0, 0, 2, 5],
        },
    )
    assert_close(
        y_predict,
        h @ w,
        name="`y_predict`",
        reveal=False,
        mistakes={
            "Usaste la salida con máscara: al predecir no se apaga ninguna neurona.": (
                (h * m) @ w,
                (h * on) @ w,
            ),
            "Al predecir tampoco se amplifica: entra h tal cual.": h @ w / (1 - rate),
            "Al predecir no se achica por 1 − r: el dropout invertido ya compensó al entrenar.": (
                h @ w * (1 - rate)
            ),
            "Faltan los pesos: la salida es la suma de los w·h.": h.sum(),
            "La segunda neurona resta, porque su peso es −1.": h @ np.abs(w),
        },
    )
    back = d_y * w * m
    assert_close(
        grad_h,
        back.tolist(),
        name="`grad_h`",
        reveal=False,
        mistakes={
            "El gradiente pasa por la misma máscara: aquí llegó entero a todas las neuronas.": (
                d_y * w
            ),
            "Apagaste bien, pero el gradiente también se amplifica: lleva 1/(1 − r).": (
                d_y * w * on
            ),
            "A la neurona apagada no le llega gradiente: en este paso no influyó en la salida.": (
                d_y * w / (1 - rate)
            ),
            "La tercera vale 0, pero no está apagada: la máscara mira el sorteo, no el valor.": (
                back * (h > 0),
                d_y * w * on * (h > 0),
            ),
            "Falta multiplicar por ∂L/∂y = 2, el gradiente que viene de la salida.": w * m,
            "Falta el peso: cada neurona influye en la salida a través de su w.": (d_y * m, m),
            "Aplicaste la máscara dos veces: el gradiente pasa una vez por ella.": back * m,
            "Multiplicaste por h: la derivada de w·m·h respecto de h es w·m.": back * h,
            "Ese es el gradiente respecto de w: los cambiaste de lugar.": d_y * h * m,
            "El signo: el gradiente no se resta aquí, solo se propaga.": -back,
            COMMA: ([2, 5, 0, 7, 5, 5], [2, 5, 0, 7.5, 5], [2.5, 0, 7, 5, 5]),
        },
    )
    assert_close(
        grad_w,
        (d_y * h * m).tolist(),
        name="`grad_w`",
        reveal=False,
        mistakes={
            "Usaste h sin máscara: al peso le llegó la salida que sí entró en la cuenta.": d_y * h,
            "Usaste h sin amplificar: a w le llegó la salida ya dividida por 1 − r.": d_y * h * on,
            "Falta multiplicar por ∂L/∂y = 2, el gradiente que viene de la salida.": h * m,
            "Aplicaste la máscara dos veces: ya venía dentro de `h_train`.": d_y * h * m * m,
            "Falta h: la derivada de w·h' respecto de w es h'.": (d_y * m, m),
            "Ese es el gradiente respecto de h: los cambiaste de lugar.": back,
            "Sobra el peso: la derivada de w·h' respecto de w es h'.": back * h,
            "El signo: el gradiente no se resta aquí, solo se propaga.": -d_y * h * m,
        },
    )


@question(
    "3.2",
    points=2,
    section="¿Una máscara por lote o una por ejemplo?",
    hint="La máscara (u ≥ rate)/(1 − rate) tiene forma (N, C): dale dos ejes de largo 1 al medio.",
)
def channel_dropout(student: Any, rng: Rng) -> None:
    """Apagar canales enteros."""
    # Con los cuatro lados iguales, una máscara mal alineada no choca: hay que reconocerla
    for shape, rate in (((4, 4, 4, 4), 0.375), ((3, 5, 2, 6), 0.25)):
        x = np.maximum(rng.normal(0.5, 1, shape), 0).astype(np.float32)
        grad = rng.standard_normal(shape).astype(np.float32)
        u = _distinct_uniforms(rng, (shape[0], shape[-1]), rate)
        y, back = parts(
            student.channel_dropout(x, grad, u, rate),
            ("la salida", "el gradiente de x"),
            hint="Faltan o sobran resultados: la salida y el gradiente de x, `return y, d_x`.",
        )
        on = (u >= rate).astype(np.float32)
        kept = np.float32(1 - rate)
        mask = _spread(on / kept)
        assert_close(
            y,
            (x * mask).astype(float),
            name="la salida",
            hint="La moneda de cada ejemplo y canal viene en `u`, y vale para todos sus píxeles.",
            mistakes={
                "Los resultados van en otro orden: primero la salida, después el gradiente.": (
                    grad * mask
                ),
                **_mask_mistakes(x, on, u, rate),
            },
        )
        assert_close(
            back,
            (grad * mask).astype(float),
            name="el gradiente de x",
            hint="La salida está bien: `grad` se multiplica por esa misma máscara.",
            mistakes={
                "El gradiente volvió entero: pasa por la misma máscara que la salida.": grad,
                "Multiplicaste por x: el gradiente que vuelve es `grad` por la máscara.": (
                    x * mask,
                    x * grad * mask,
                ),
                "Esa es la máscara: falta multiplicarla por `grad`.": mask + 0 * grad,
                "Aplicaste la máscara dos veces al gradiente: basta una.": grad * mask**2,
                "Miraste dónde la salida es 0, y un canal prendido también tiene ceros: usa la "
                "máscara.": (grad * (x * mask != 0), grad * (x * mask != 0) / kept),
                **_mask_mistakes(grad, on, u, rate),
            },
        )
        for received, name in ((y, "la salida"), (back, "el gradiente de x")):
            found = received.dtype if isinstance(received, np.ndarray) else x.dtype
            assert_property(
                found == x.dtype,
                f"{name}: entró {x.dtype} y salió {found}",
                "La máscara salió de `u`, que es float64, y contagia lo que toca: conviértela con "
                "`mask.astype(x.dtype)` y el resultado queda en float32.",
            )


def _distinct_uniforms(rng: Rng, shape: tuple[int, int], rate: float) -> Array:
    """Sortea hasta que cada manera equivocada de usar la máscara dé otro resultado.

    Uno de los números es igual a la tasa: ese canal queda prendido.
    """
    while True:
        u = rng.random(shape)
        u[rng.integers(shape[0]), rng.integers(shape[1])] = rate
        on, above, high = u >= rate, u > rate, u >= 1 - rate
        rows, columns = np.unique(on, axis=0).shape[0], np.unique(on, axis=1).shape[1]
        mixed = [0 < line.mean() < 1 for line in (*on, on[:, 0], on[:, -1])]
        apart = all((a != b).any() for a in (on, above) for b in (high, ~high))
        usual = np.array_equal(on, on.T) or on.mean() in (rate, 1 - rate)
        if rows == shape[0] and columns >= 4 and all(mixed) and apart and not usual and high.any():
            return u


def _spread(mask: Any) -> Any:
    """Agrega a una máscara (N, C) los ejes de alto y ancho."""
    return mask[:, None, None, :]


def _mask_mistakes(values: Array, on: Array, u: Array, rate: float) -> dict[str, Any]:
    """Lo que darían las máscaras equivocadas al multiplicar `values`."""
    mask = on / np.float32(1 - rate)
    found: dict[str, Any] = {
        "Falta amplificar: lo que queda prendido se divide por 1 − rate.": values * _spread(on),
        "Al revés: apagaste los canales con u ≥ rate, y esos son los que quedan prendidos.": (
            values * _spread(1 - on) / (1 - rate),
            values * _spread(1 - on),
            values * _spread(1 - on) / rate,
        ),
        "Comparaste u con 1 − rate: un canal se apaga si u < rate.": (
            values * _spread(u < 1 - rate) / (1 - rate),
            values * _spread(u >= 1 - rate) / (1 - rate),
            values * _spread(u >= 1 - rate) / rate,
        ),
        "Se divide por 1 − rate, la retención, y no por rate.": values * _spread(on) / rate,
        "Multiplicaste por 1 − rate: lo prendido se divide, para compensar lo apagado.": (
            values * _spread(on) * (1 - rate)
        ),
        "Dividiste por la fracción que salió prendida: se divide por 1 − rate, que depende de la "
        "tasa y no del sorteo.": (
            values * _spread(on) / on.mean(),
            values * _spread(on / on.mean(axis=1, keepdims=True)),
        ),
        "No apagaste nada: un canal con u < rate queda en cero.": (values, values / (1 - rate)),
        "Con u igual a rate el canal queda prendido: se apaga solo si u < rate.": (
            values * _spread(u > rate) / (1 - rate)
        ),
        "Usaste la máscara de un solo ejemplo para todos: `u` trae una fila por ejemplo.": (
            values * _spread(mask[:1]),
            values * _spread(mask[-1:]),
        ),
        "Usaste la máscara de un solo canal para todos: `u` trae una columna por canal.": (
            values * _spread(mask[:, :1]),
            values * _spread(mask[:, -1:]),
        ),
    }
    if len(set(values.shape)) == 1:
        found |= {
            "NumPy alinea desde el último eje: sin ejes nuevos, la primera dimensión de la máscara "
            "cae en el ancho W y no en los ejemplos.": values * mask,
            "La máscara quedó en el segundo eje y el canal es el último; y si usaste `reshape`, "
            "reparte los números de nuevo, no mueve ejes.": values * mask[:, :, None, None],
            "La máscara quedó en el eje equivocado: N es el primero y C, el último.": (
                values * mask[:, None, :, None],
                values * mask[None, :, None, :],
                values * mask[None, :, :, None],
                values * _spread(mask.T),
                values * mask.T,
            ),
        }
    return found


@question(
    "3.3",
    points=2,
    section="En course_lib",
    hint="Sigue la máscara de ida y de vuelta: ¿es la misma en la salida y en el gradiente?",
)
def loss_and_gradients(student: Any, rng: Rng) -> None:
    """Encontrar el error en la retropropagación."""
    n, d, k, rate = 12, 12, 16, 0.25
    x = np.eye(n, d) + 0.3 * rng.random((n, d))  # cuadrada y bien condicionada
    w1, w2, y = rng.standard_normal((d, k)), rng.normal(0, 1, k), rng.standard_normal(n)
    w2 += np.sign(w2)
    seeds = rng.choice(10**6, 8, replace=False).tolist()
    _assert_mask(student, (n, d, k), rate, seeds[0])
    on = np.array([_drawn(student, (n, d, k), rate, seed) for seed in seeds])
    _assert_independent(on, rate)
    for seed, mask in zip(seeds[:2], on / (1 - rate), strict=False):
        _assert_free(student, x, y, w1, mask, rate, seed)
        loss, d_w1, d_w2 = _step(student, x, y, w1, w2, rate, seed)
        h = np.maximum(x @ w1, 0)
        error = (h * mask) @ w2 - y
        d_out = 2 * error / n
        assert_close(
            loss,
            np.mean(error**2),
            name=STEP[0],
            hint="La pérdida no sale de la misma máscara que muestra tu `d_w2`: sortéala una vez "
            "y úsala en todo el paso.",
            mistakes={
                "La pérdida se calculó sin máscara: en este paso, quien predice es `dropped`.": (
                    np.mean((h @ w2 - y) ** 2)
                ),
                "Sumaste los cuadrados: la pérdida es su promedio.": np.sum(error**2),
                "La pérdida no lleva ½: es el promedio de los cuadrados.": np.mean(error**2) / 2,
            },
        )
        assert_close(
            d_w2,
            (h * mask).T @ d_out,
            name=STEP[2],
            hint="`d_w2` venía bien en la función entregada: `dropped.T @ d_out`.",
        )
        _assert_d_w1(d_w1, x, h, np.outer(d_out, w2), mask, rate)


STEP = ("`loss`", "`d_w1`", "`d_w2`")
Shape = tuple[int, int, int]


def _step(student: Any, *args: Any) -> list[Any]:
    return parts(student.loss_and_gradients(*args), STEP)


def _probe(student: Any, shape: Shape, y: Array, rate: float, seed: int) -> list[Any]:
    """Un paso con h = 1 y w2 = 0, donde `d_w2` es la máscara traspuesta por −2·y/N."""
    n, d, k = shape
    step = _step(student, np.ones((n, d)), y, np.ones((d, k)) / d, np.zeros(k), rate, seed)
    _, d_w1, d_w2 = (numbers(part, name).shape for part, name in zip(step, STEP, strict=True))
    assert_property(
        (d_w1, d_w2) != ((k,), (d, k)),
        f"`d_w1`: esperaba forma {(d, k)} y recibí {d_w1}",
        "Los gradientes vienen en otro orden: primero el de `w1`, después el de `w2`.",
    )
    assert_property(
        d_w2 == (k,),
        f"`d_w2`: esperaba forma {(k,)} y recibí {d_w2}",
        "Se devuelve la pérdida y después un gradiente con la forma de cada arreglo de pesos.",
    )
    return step


def _assert_mask(student: Any, shape: Shape, rate: float, seed: int) -> None:
    """Lee una máscara entera, ejemplo por ejemplo, y exige que sea 0 o 1/(1 − rate)."""
    n, d, k = shape
    ones = np.ones(n)
    steps = [_probe(student, shape, y, rate, seed) for y in (*(-n / 2 * np.eye(n)), ones, ones)]
    received = numbers([step[2] for step in steps], STEP[2])
    mask, twice = received[:n], received[n:]
    assert_property(
        np.allclose(twice[0], twice[1]),
        "con la misma semilla, la máscara cambia de una llamada a otra",
        "El azar sale solo de la semilla: crea el generador dentro, con "
        "`np.random.default_rng(seed)`.",
    )
    if np.allclose(mask, 1, rtol=1e-3):
        w2 = np.sqrt(np.arange(1, k + 1))
        loss = _step(student, np.ones((n, d)), ones, np.ones((d, k)) / d, w2, rate, seed)[0]
        raise WrongAnswerError(
            "la máscara no aparece en `d_w2`",
            "Quitaste el dropout: al entrenar hay que apagar y amplificar."
            if np.allclose(numbers(loss, STEP[0]), (w2.sum() - 1) ** 2, rtol=1e-5)
            else "`d_w2` se calcula con `dropped`, la salida con máscara, y no con `h`.",
        )
    on, scale = np.abs(mask) > 1e-3, 1 / (1 - rate)
    known: dict[str, float] = {
        "Falta amplificar la máscara: al avanzar, lo prendido se divide por 1 − rate.": 1,
        "La máscara se aplicó dos veces al avanzar: basta una.": scale**2,
        "Se amplifica por 1/(1 − rate), y no por 1/rate.": 1 / rate,
        "Se amplifica dividiendo por 1 − rate, y no multiplicando.": 1 - rate,
        "La tasa es `rate`, el argumento, y no un número fijo.": 2,
        "Falta el 2 que baja del cuadrado: `d_out` es 2·error/N.": scale / 2,
        "Falta el promedio: `d_out` se divide por el número de ejemplos.": scale * n,
        "El signo: el error es la predicción menos `y`.": -scale,
    }
    for hint, value in known.items():
        if np.allclose(mask, value * on, rtol=1e-3):
            raise WrongAnswerError(f"`d_w2` vale {value / scale:.3g} veces lo que debería", hint)
    assert_property(
        np.allclose(mask, scale * on, rtol=1e-3),
        "`d_w2` no es la salida con máscara por `d_out`",
        "`d_w2` venía bien en la función entregada: `dropped.T @ d_out`, con la máscara de la ida.",
    )


def _drawn(student: Any, shape: Shape, rate: float, seed: int) -> Array:
    """Qué neuronas quedaron prendidas con esa semilla, leído en un solo paso.

    Cada ejemplo pesa una potencia de 2, y en la suma que es `d_w2` se leen sus bits.
    """
    n = shape[0]
    d_w2 = _probe(student, shape, -n / 2 * 2.0 ** np.arange(n), rate, seed)[2]
    sums = np.rint(numbers(d_w2, STEP[2]) * (1 - rate)).astype(int)
    return np.asarray((sums >> np.arange(n)[:, None]) & 1 == 1)


def _assert_independent(on: Array, rate: float) -> None:
    """Exige una moneda por neurona y por ejemplo, en máscaras de forma (semillas, N, K)."""
    by_example, by_neuron = (
        np.moveaxis(on, axis, 0).reshape(on.shape[axis], -1) for axis in (1, 2)
    )
    each = "se sortea con la forma de `h`, (N, K)."
    frozen = (
        "dos semillas distintas apagan las mismas neuronas",
        "La máscara no cambia con la semilla: el generador se crea con `seed`, el argumento, y no "
        "con un número fijo.",
    )
    assert_property(not (on == on[:1]).all(), *frozen)
    assert_property(
        len(np.unique(by_neuron, axis=0)) > 1,
        "en cada ejemplo se apagan todas las neuronas o ninguna",
        f"Cada neurona tira su propia moneda: {each}",
    )
    assert_property(
        len(np.unique(by_example, axis=0)) == len(by_example),
        "hay ejemplos que apagan siempre las mismas neuronas",
        f"Cada ejemplo lleva su propia máscara: {each}",
    )
    assert_property(
        len(np.unique(by_neuron, axis=0)) == len(by_neuron),
        "hay neuronas que se apagan siempre juntas",
        f"Cada neurona tira su propia moneda: {each}",
    )
    assert_property(len(np.unique(on.reshape(len(on), -1), axis=0)) == len(on), *frozen)
    assert_property(
        abs(on.mean() - (1 - rate)) < 0.1,
        f"queda prendida una fracción {on.mean():.2f} y debería rondar {1 - rate:.2f}",
        "Al revés: una neurona se apaga con probabilidad `rate`, si su número es menor.",
    )
    assert_property(
        len(np.unique(on.sum(axis=(1, 2)))) > 1,
        "con todas las semillas se apaga la misma cantidad de neuronas",
        "Apagaste una cantidad fija: si cada neurona tira su moneda, la cantidad también es al "
        "azar.",
    )


def _assert_free(
    student: Any, x: Array, y: Array, w1: Array, mask: Array, rate: float, seed: int
) -> None:
    """Exige que con otros datos y otros pesos la misma semilla dé la misma máscara."""
    z = x @ w1
    d_w2 = numbers(_step(student, x, y, w1, np.zeros(len(w1[0])), rate, seed)[2], STEP[2])
    right, linear = ((mask * h).T @ (-2 * y / len(y)) for h in (np.maximum(z, 0), z))
    assert_property(
        not np.allclose(d_w2, linear, rtol=1e-3),
        "`d_w2` usa salidas negativas",
        "Falta la ReLU al avanzar: `h` es 0 donde `x @ w1` es negativo.",
    )
    assert_property(
        np.allclose(d_w2, right, rtol=1e-3, atol=1e-4),
        "con la misma semilla, la máscara cambia si cambian los datos o los pesos",
        "El sorteo depende solo de `seed`, `rate` y las formas: una moneda por neurona, valga lo "
        "que valga `x` y aunque la ReLU ya la tenga en 0.",
    )


def _assert_d_w1(received: Any, x: Array, h: Array, d_h: Array, mask: Array, rate: float) -> None:
    """Compara el gradiente y, si no calza, mira con qué máscara volvió."""
    gate, on = h > 0, mask > 0
    back = numbers(received, "`d_w1`")
    hint = "El gradiente vuelve por el mismo camino: w2, la máscara de la ida, la ReLU y x."
    if back.shape == (x.shape[1], h.shape[1]):
        used = np.linalg.solve(x.T, back)[gate] / d_h[gate]
        # Solo una máscara de verdad tiene exactamente estos dos valores, y esta es otra
        zero, scaled, one = (
            np.isclose(used, value, rtol=1e-3, atol=1e-3) for value in (0, 1 / (1 - rate), 1)
        )
        if not zero[~on[gate]].all() and (np.all(zero | scaled) or np.all(zero | one)):
            hint = "Al volver usaste otra máscara, y es la misma de la ida: se sortea una sola vez."
    assert_close(
        received,
        x.T @ (d_h * mask * gate),
        name="`d_w1`",
        reveal=False,
        hint=hint,
        mistakes={
            "El gradiente volvió sin máscara: a una neurona apagada no le llega nada.": (
                x.T @ (d_h * gate)
            ),
            "De vuelta apagas las mismas neuronas, pero falta amplificar por 1/(1 − rate).": (
                x.T @ (d_h * on * gate)
            ),
            "Amplificaste el gradiente y no lo apagaste: falta la máscara entera.": (
                x.T @ (d_h * gate / (1 - rate))
            ),
            "La máscara se aplicó dos veces al gradiente: basta una.": (
                x.T @ (d_h * mask**2 * gate)
            ),
            "Multiplicaste por la salida con máscara, `dropped`: de vuelta va la máscara sola.": (
                x.T @ (d_h * mask * h),
                x.T @ (d_h * mask * h * gate),
            ),
            "Falta la derivada de la ReLU: donde `h` es 0 no pasa gradiente.": x.T @ (d_h * mask),
            "La derivada de la ReLU mira dónde `h` es positiva, y no dónde lo es `d_h`.": (
                x.T @ (d_h * mask * (d_h > 0)),
                x.T @ (d_h * mask * (d_h > 0) * gate),
            ),
            "De vuelta apagaste las que estaban prendidas: la máscara quedó al revés.": (
                x.T @ (d_h * ~on * gate),
                x.T @ (d_h * ~on * gate) / (1 - rate),
            ),
            "Usaste la máscara de un solo ejemplo para todos.": (
                x.T @ (d_h * mask[:1] * gate),
                x.T @ (d_h * mask[-1:] * gate),
            ),
            "`d_w1` quedó traspuesto: lleva la forma de `w1`, (D, K).": (d_h * mask * gate).T @ x,
        },
    )


@question(
    "3.4",
    points=2,
    section="¿Por qué funciona? 256 redes en una",
    hint="Recorre las 2^K máscaras: la salida de cada una, ya con la ReLU, pesa lo que su "
    "probabilidad.",
)
def exact_moments(student: Any, rng: Rng) -> None:
    """Todas las máscaras, una por una."""
    for k, rate in ((5, 0.6), (8, 0.3)):
        h, w, b = _neuron(rng, k)
        received = parts(student.exact_moments(h, w, b, rate), ("`mean`", "`variance`"))
        _assert_moments(received, h, w, b, rate)


def _neuron(rng: Rng, k: int) -> tuple[Array, Array, float]:
    """Sortea hasta que, sin dropout, la ReLU corte en unos ejemplos y en otros no."""
    while True:
        h = np.abs(rng.normal(0.5, 1, (6, k)))
        w = np.abs(rng.standard_normal(k)) * np.resize([1, -1], k)
        b = float(rng.uniform(0.4, 0.8))
        whole = h @ w + b
        if whole.min() < -0.2 and whole.max() > 0.2:
            return h, w, b


def _assert_moments(received: list[Any], h: Array, w: Array, b: float, rate: float) -> None:
    k = len(w)
    on = (np.arange(2**k)[:, None] >> np.arange(k)) & 1
    count = on.sum(axis=1)
    chance = rate ** (k - count) * (1 - rate) ** count
    z = _outputs(h, on / (1 - rate), w, b)
    out = np.maximum(z, 0)
    mean = chance @ out
    swapped, whole = chance[::-1], h @ w + b
    plain, inverse = (np.maximum(_outputs(h, on * scale, w, b), 0) for scale in (1, 1 / rate))
    exactly = out[count == round((1 - rate) * k)]
    rest, but_last = chance[1:], chance[:-1]
    terms = np.maximum(_outputs(np.maximum(h * w, 0), on / (1 - rate), np.ones(k), b), 0)
    amounts = [out[count == a].mean(axis=0) for a in range(k + 1)]
    by_amount = rate ** np.arange(k, -1, -1) * (1 - rate) ** np.arange(k + 1)
    each = "Promediaste sobre los ejemplos: se pide un número por cada uno, forma (N,)."
    guess = numbers(received[0], "`mean`")
    hint = each if guess.shape == (2**k,) else ""
    if guess.shape == mean.shape and np.abs(guess - mean).max() < 0.2 * np.abs(mean).max():
        hint = "Anda cerca, y se pide el valor exacto: si sorteaste, recorre las 2^K máscaras."
    assert_close(
        received[0],
        mean,
        name="`mean`",
        hint=hint,
        mistakes={
            "Promediaste todas las máscaras por igual: eso vale solo con tasa 0,5; aquí cada una "
            "pesa su probabilidad.": (out.mean(axis=0), plain.mean(axis=0)),
            "Probabilidades al revés: cada prendida aporta 1 − rate y cada apagada, rate.": (
                swapped @ out
            ),
            "Falta amplificar: lo prendido se divide por 1 − rate.": chance @ plain,
            "Se amplifica por 1/(1 − rate), y no por 1/rate.": chance @ inverse,
            "Esa es la red sin dropout: la ReLU va en cada máscara, antes de promediar.": (
                np.maximum(whole, 0)
            ),
            "Falta la ReLU: cada salida negativa se vuelve 0 antes de promediar.": whole,
            "La ReLU va sobre la suma de los términos, y no sobre cada uno.": chance @ terms,
            "Una sola moneda apaga toda la capa: cada neurona tira la suya, y hay 2^K máscaras.": (
                (1 - rate) * np.maximum(whole + (1 / (1 - rate) - 1) * (whole - b), 0)
                + rate * max(b, 0)
            ),
            "Hay muchas máscaras con cada cantidad de apagadas: esa probabilidad lleva además "
            "cuántas son.": (by_amount @ amounts, by_amount @ amounts / by_amount.sum()),
            "Falta el sesgo: b se suma antes de la ReLU y no se apaga.": (
                chance @ np.maximum(z - b, 0)
            ),
            "El sesgo va dentro de la ReLU, antes de cortar.": chance @ np.maximum(z - b, 0) + b,
            "Amplificaste también el sesgo: la máscara multiplica solo a h.": (
                chance @ np.maximum(z + b * (1 / (1 - rate) - 1), 0)
            ),
            "Falta la máscara que apaga todas las neuronas: también tiene probabilidad.": (
                rest @ out[1:],
                rest @ out[1:] / rest.sum(),
            ),
            "Falta la máscara con todas prendidas: son 2^K, desde 0 hasta 2^K − 1.": (
                but_last @ out[:-1],
                but_last @ out[:-1] / but_last.sum(),
            ),
            "Sumaste todas las salidas sin su probabilidad.": out.sum(axis=0),
            "Dividiste por el número de máscaras además de pesarlas: las probabilidades ya suman "
            "1.": mean / 2**k,
            "Contaste solo las máscaras con la cantidad promedio de prendidas: la cantidad también "
            "es al azar.": exactly.mean(axis=0),
            "Apagaste de a una neurona: faltan las máscaras que apagan varias.": (
                out[count == k - 1].mean(axis=0)
            ),
            "Los resultados van al revés: primero la media, después la varianza.": (
                chance @ (out - mean) ** 2
            ),
            each: mean.mean(),
        },
    )
    variance = chance @ (out - mean) ** 2
    hint = (
        "La media está bien: en la varianza, resta esa media, eleva al cuadrado y pesa cada "
        "máscara por P(m), sin corregir por muestra."
    )
    before = rate / (1 - rate) * (h**2 @ w**2)
    assert_close(
        received[1],
        variance,
        name="`variance`",
        hint=each if np.shape(received[1]) == (2**k,) else hint,
        mistakes={
            "Esa es la desviación estándar: la varianza no lleva raíz.": np.sqrt(variance),
            "Ese es el promedio de los cuadrados: falta restar la media al cuadrado.": (
                chance @ out**2
            ),
            "La varianza también pesa cada máscara con su probabilidad.": (
                out.var(axis=0),
                np.mean((out - mean) ** 2, axis=0),
                out.var(axis=0, ddof=1),
                plain.var(axis=0),
            ),
            "Esa es la varianza antes de la ReLU: la ReLU recorta y la achica.": before,
            "Falta elevar al cuadrado: son desviaciones absolutas.": chance @ np.abs(out - mean),
            "En la varianza falta amplificar: lo prendido se divide por 1 − rate.": (
                chance @ (plain - chance @ plain) ** 2
            ),
            "Mediste en torno a la red sin dropout: la varianza es en torno a la media.": (
                chance @ (out - np.maximum(whole, 0)) ** 2
            ),
            "Dividiste además por el número de máscaras: las probabilidades ya suman 1.": (
                variance / 2**k
            ),
            "Elevaste al cuadrado la suma de las desviaciones, que siempre da 0.": np.zeros(len(h)),
            "Sumaste la media al cuadrado: se resta.": chance @ out**2 + mean**2,
            "Restaste la media sin elevarla al cuadrado.": chance @ out**2 - mean,
            "Esas máscaras son todas, y no una muestra: la varianza no se corrige.": (
                variance * 2**k / (2**k - 1),
                variance / (1 - np.sum(chance**2)),
            ),
            "Restaste el promedio simple: la varianza es en torno a la media que ya calculaste.": (
                chance @ (out - out.mean(axis=0)) ** 2
            ),
            "Esa es la media otra vez: después va la varianza.": mean,
            each: (variance.mean(), mean.var()),
        },
    )


def _outputs(h: Array, masks: Array, w: Array, b: float) -> Array:
    """La salida antes de la ReLU: una fila por máscara y una columna por ejemplo."""
    return np.asarray(masks * w @ h.T + b)


RATES = np.array([0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75])
TOLERANCE = 0.15
SWITCHED_ON = (
    "Mediste con el dropout encendido: se apagan entradas al entrenar, y al medir, ninguna."
)


@question(
    "3.5",
    points=2,
    section="El primer gráfico de la clase: ¿cuánto apagar?",
    hint="Entrena con muchas máscaras distintas, mide con el dropout apagado y elige con "
    "validación.",
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
        noise: 1 en el conjunto que se mide con el dropout encendido.
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


# La fila de cada capa, y lo que la delata
LOOK = {
    "unscaled": (
        "d",
        "Sin amplificar, la salida sube al pasar de entrenamiento a predicción: la razón es mayor "
        "que 1.",
    ),
    "always_on": (
        "b",
        "Encendida al predecir, la capa sortea de nuevo cada vez: mira qué cambia al repetir.",
    ),
    "frozen": (
        "e",
        "Con la máscara congelada se entrena siempre la misma sub-red, que puede memorizar: mira "
        "el error de entrenamiento, y que nada cambie al repetir.",
    ),
    "double": (
        "a",
        "Compensar dos veces deja la salida, al predecir, en 1 − r de la de entrenamiento: esa es "
        "la razón.",
    ),
}


@question(
    "3.6",
    points=1,
    section="¿Por qué se amplifica?",
    hint="Cada defecto deja su huella en una columna distinta: recórrelas de a una.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Reconocer cuatro capas mal escritas."""
    *letters, ratio = fields(student.read_table(), *LOOK, "ratio")
    for letter, (name, (expected, look)) in zip(letters, LOOK.items(), strict=True):
        assert_choice(
            letter,
            expected,
            name=f"`{name}`",
            hints={other: look for other in "abcde" if other != expected},
        )
    assert_close(
        ratio,
        1.25,
        name="`ratio`",
        reveal=False,
        hint="Con tasa 0,75 la tabla dice 4: ¿de qué cuenta sale ese 4?",
        mistakes={
            "Dividiste al revés: es la salida en predicción sobre la de entrenamiento.": 0.8,
            "Eso es con la tasa 0,75 de la tabla: rehaz la cuenta con 0,2.": 4,
            "Usaste la tasa y no la retención: al entrenar queda prendida una fracción 1 − r.": (
                5,
                0.2,
            ),
            "Con 1 + r solo te acercas: al entrenar queda prendida una fracción 1 − r.": 1.2,
            "La razón no es proporcional a la tasa: sale de 1 − r, lo que queda prendido.": (
                4 * 0.2 / 0.75
            ),
            COMMA: [1, 25],
            "Eso sería con amplificación; esta capa no la tiene.": 1,
            "Se pide una razón, no un porcentaje.": (125, 25, 80),
            "Eso es cuánto aumenta: la razón compara los totales.": 0.25,
        },
    )
