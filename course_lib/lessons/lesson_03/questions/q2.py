"""Pregunta 3.2: apagar canales enteros."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_03.questions.shared import Rng


@question(
    "3.2",
    points=2,
    section="La idea: cada ejemplo, con su propia red",
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
