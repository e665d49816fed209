"""Pregunta 2.5: aumentar sin fuga y elegir cuánto correr."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from course_lib.grading.compare import (
    Mistakes,
    assert_close,
    assert_property,
    fields,
    numbers,
    parts,
    recognise,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_02.questions.shared import Array, Rng, _shifted

Data = tuple[Array, Array]


@question(
    "2.5",
    points=3,
    section="¿Cuándo falla?",
    hint="Por cada m: aumenta solo el entrenamiento, busca el vecino más cercano de cada imagen de "
    "validación, sin tocarla, y cuenta los errores; elige el m con menos.",
)
def choose_shift(student: Any, rng: Rng) -> None:
    """Aumentar sin fuga y elegir cuánto correr."""
    x, y = rng.random((24, 7, 8)), rng.integers(0, 10, 24)
    _assert_augmented(student, x, y, 2, 40, int(rng.integers(1000)))
    _assert_augmented(student, x, y, 0, 2, int(rng.integers(1000)))
    _assert_seeds(student, x, y, int(rng.integers(1000)))
    train, val = _two_rooms(rng)
    shifts, copies, seed = [0, 2, 3, 4, 8], 10, int(rng.integers(1000))
    answer = student.choose_shift(*train, *val, shifts, copies, seed)
    val_error, shift = fields(answer, "val_error", "shift")
    studies = [_pair(student.augment(*train, m, copies, seed)) for m in shifts]
    errors = _assert_val_error(student, val_error, train, val, studies, (shifts, copies, seed))
    best = int(np.argmin(errors))
    assert_close(
        shift,
        shifts[best],
        name="`augment` y `val_error` ya están bien; `shift`",
        mistakes={
            "Devolviste la posición: el elegido es `shifts[posición]`.": best,
            "Devolviste el error: `shift` es el m que lo logra.": np.min(errors),
            "Con ese m se falla más en validación: busca el menor `val_error`, con `np.argmin`. El "
            "error de entrenamiento no sirve: con el vecino más cercano es siempre 0.": tuple(
                shifts
            ),
        },
        hint="Decide tu `val_error`: el m que lo deja más bajo y, si hay empate, el menor m.",
    )
    tied = student.choose_shift(*train, *train, [0, 1, 2], 1, seed)  # todos los errores son 0
    assert_close(
        fields(tied, "shift")[0],
        0,
        name="`shift`, con el mismo error en todos los m",
        hint="Si hay empate se elige el menor m, como hace `np.argmin`.",
    )


def _pair(answer: Any) -> Data:
    """Las imágenes y las etiquetas que devuelve `augment`."""
    x, y = parts(answer, ("las imágenes aumentadas", "sus etiquetas"))
    return numbers(x, "las imágenes aumentadas"), numbers(y, "sus etiquetas")


def _assert_augmented(student: Any, x: Array, y: Array, m: int, copies: int, seed: int) -> None:
    """Revisa, sin conocer el sorteo, que cada versión sea su imagen corrida como se pide."""
    many_x, many_y = _pair(student.augment(x, y, m, copies, seed))
    n, total = len(x), (copies + 1) * len(x)
    short = many_x.shape == (copies * n, *x.shape[1:]) and np.allclose(many_x[:n], x)
    assert_property(
        not short,
        f"hay {copies - 1} bloques de versiones y se piden {copies}",
        "Falta un bloque: son `copies` versiones, además de las originales.",
    )
    assert_property(
        many_x.shape == (total, *x.shape[1:]),
        f"las imágenes aumentadas: esperaba forma {(total, *x.shape[1:])} y recibí {many_x.shape}",
        {
            (copies * n, *x.shape[1:]): "Faltan las originales: van primero, antes de las copias.",
            (copies + 1, *x.shape): "Sobra un eje: junta los bloques con `np.concatenate`.",
            (copies, *x.shape): "Junta los bloques con `np.concatenate`, con las originales.",
            x.shape: "Devolviste un solo bloque: van las originales y `copies` versiones.",
        }.get(many_x.shape, "Van las N originales y después `copies` bloques de N versiones."),
    )
    blocks = many_x.reshape(copies + 1, *x.shape)
    per_image = many_x.reshape(n, copies + 1, *x.shape[1:]).swapaxes(0, 1)
    assert_property(
        m == 0 or np.allclose(blocks[0], x) or not np.allclose(per_image[0], x),
        "las imágenes aumentadas no van en el orden pedido",
        "Pusiste juntas las versiones de cada imagen: van por bloques, primero las N originales.",
    )
    assert_property(
        np.allclose(blocks[0], x),
        "el primer bloque no son las originales",
        "Las primeras N imágenes son las originales, sin correr y en su orden.",
    )
    assert_close(
        many_y,
        np.tile(y, copies + 1),
        name="las etiquetas aumentadas",
        reveal=False,
        hint="Cada versión lleva la etiqueta de su original.",
        mistakes={
            "Con `np.repeat` las etiquetas no calzan: las imágenes van por bloques, y para eso "
            "está `np.tile`.": np.repeat(y, copies + 1),
            "Faltan las etiquetas de las versiones: hay una por cada imagen.": y,
            "Faltan las etiquetas de las originales, que van primero.": np.tile(y, copies),
        },
    )
    moves = _find_moves(blocks[1:], x, m)
    if m:
        _assert_moves(moves, m)


def _find_moves(versions: Array, x: Array, m: int) -> Array:
    """El (down, right) de cada versión; explica las que no son su imagen corrida."""
    moves, found = _match(versions, x, m, "symmetric")
    if found.all():
        return moves
    order = np.arange(len(x))[::-1]
    reasons = {
        "Llenaste el hueco con ceros: aquí va el reflejo, como en 2.2.": (x, m, "constant"),
        "Lo que sale entra por el otro lado: aquí va el reflejo, como en 2.2.": (x, m, "wrap"),
        "Repetiste el borde: aquí va el reflejo, como en 2.2.": (x, m, "edge"),
        "Tu reflejo se salta el borde: usa el de 2.2, que lo repite.": (x, m, "reflect"),
        "Hay imágenes corridas más de `shift` píxeles: cada una parte de la original, no de una "
        "ya corrida, y se sortea entre −shift y shift.": (x, min(x.shape[1:]) - 1, "symmetric"),
        "Las versiones no van en el orden de las originales.": (x[order], m, "symmetric"),
    }
    for hint, (images, most, mode) in reasons.items():
        if _match(versions, images, most, mode)[1].all():
            raise WrongAnswerError("hay versiones que no se corrieron como se pide", hint)
    raise WrongAnswerError(
        f"{(~found).sum()} de {found.size} versiones no son su original corrido hasta {m} píxeles",
        "Cada versión parte de su original (no de una ya corrida) y se corre con `shift_batch`.",
    )


def _match(versions: Array, x: Array, m: int, mode: str) -> tuple[Array, Array]:
    moves = np.zeros((*versions.shape[:2], 2), int)
    found = np.zeros(versions.shape[:2], bool)
    for down, right in product(range(-m, m + 1), repeat=2):
        move = _shifted(x, np.full(len(x), down), np.full(len(x), right), mode)
        equal = np.abs(versions - move).max(axis=(2, 3)) < 1e-4
        moves[equal] = down, right
        found |= equal
    return moves, found


def _assert_moves(moves: Array, m: int) -> None:
    """El sorteo: propio de cada versión, en los dos ejes, parejo y con los dos extremos."""
    down, right = moves[..., 0], moves[..., 1]
    rules = {
        "Ninguna versión se corrió: sortea los desplazamientos.": not moves.any(),
        "Usaste el mismo sorteo para todo el lote: cada imagen lleva el suyo.": (
            (moves == moves[:, :1]).all()
        ),
        "Los bloques son iguales: sortea de nuevo en cada uno (¿creas el generador dentro del "
        "ciclo?).": (moves == moves[:1]).all(),
        "Solo se corren hacia los lados: falta sortear `down`.": not down.any(),
        "Solo se corren hacia arriba y abajo: falta sortear `right`.": not right.any(),
        "Solo sorteaste los extremos: se sortea entre todos los enteros de −shift a shift.": (
            (np.abs(moves) == m).all()
        ),
        "Cada versión se corre en los dos ejes, no en uno a la vez.": (down * right == 0).all(),
        "Usaste el mismo número en los dos ejes: sortea `down` y `right` por separado.": (
            (np.abs(down) == np.abs(right)).all()
        ),
        "Solo se corren en un sentido: el sorteo va de −shift a shift.": (
            moves.min() == 0 or moves.max() == 0
        ),
        "Falta un extremo: `rng.integers(a, b)` nunca entrega b, y shift también se sortea.": (
            down.max() < m or right.max() < m
        ),
        "Falta el extremo −shift: se sortea de −shift a shift, con los dos incluidos.": (
            down.min() > -m or right.min() > -m
        ),
    }
    for hint, broken in rules.items():
        assert_property(not broken, "los desplazamientos no se sortearon como se pide", hint)
    counts = np.array([np.bincount(axis.ravel() + m) for axis in (down, right)])
    ends, middle = counts[:, [0, -1]].mean(), counts[:, 1:-1].mean()
    assert_property(  # el sorteo parejo queda a más de seis desviaciones de 0,75
        not 0.35 < ends / middle < 0.75,
        "los desplazamientos −shift y shift salen la mitad que los demás",
        "¿Redondeaste un sorteo continuo? Los enteros de −shift a shift son igual de probables.",
    )
    assert_property(  # con 960 versiones, el sorteo parejo queda a seis desviaciones de esto
        counts.min() > 0.5 * counts.mean() and counts.max() < 1.5 * counts.mean(),
        "hay desplazamientos que casi no salen y otros que salen demasiado",
        "Los enteros de −shift a shift son todos igual de probables en cada eje, también el 0.",
    )


def _assert_seeds(student: Any, x: Array, y: Array, seed: int) -> None:
    first, again, other = (_pair(student.augment(x, y, 2, 3, s))[0] for s in (seed, seed, seed + 1))
    assert_property(
        np.array_equal(first, again),
        "con la misma semilla, `augment` entrega otras imágenes",
        "Todo el azar sale de `np.random.default_rng(seed)`, creado dentro de la función.",
    )
    assert_property(
        not np.array_equal(first, other),
        "con otra semilla, `augment` entrega las mismas imágenes",
        "Usa el argumento `seed`, y no un número fijo, para crear el generador.",
    )


def _two_rooms(rng: Rng) -> tuple[Data, Data]:
    """Dos figuras, a la izquierda o a la derecha: correrlas poco ayuda; mucho cambia la clase."""
    none = few = 0.0
    while none < few + 0.15:
        figures = (rng.random((2, 4, 4)) < 0.5).astype(float)
        train, val = _room(rng, figures, 24), _room(rng, figures, 97)
        none, few = (_neighbour_error(_some_shifts(rng, train, m), val) for m in (0, 2))
    return train, val


def _room(rng: Rng, figures: Array, n: int) -> Data:
    x, y = rng.normal(0, 0.2, (n, 12, 16)), rng.permutation(np.arange(n) % 4)
    for image, label in zip(x, y, strict=True):
        row, column = rng.integers(-2, 3, 2) + np.array([4, 10 if label >= 2 else 2])
        image[row : row + 4, column : column + 4] += figures[label % 2]
    return x, y


def _some_shifts(rng: Rng, data: Data, m: int, copies: int = 10) -> Data:
    x, y = np.tile(data[0], (copies, 1, 1)), np.tile(data[1], copies)
    moved = _shifted(x, *rng.integers(-m, m + 1, (2, len(x))))
    return np.concatenate([data[0], moved]), np.concatenate([data[1], y])


def _squared(memory: Array, images: Array) -> Array:
    """Distancias euclidianas al cuadrado, salvo un término que es igual para toda la memoria."""
    return np.asarray(np.sum(memory**2, axis=1) - 2 * images @ memory.T)


def _absolute(memory: Array, images: Array) -> Array:
    return np.array([np.abs(memory - image).sum(axis=1) for image in images])


def _angle(memory: Array, images: Array) -> Array:
    return -images @ (memory / np.linalg.norm(memory, axis=1, keepdims=True)).T


def _means(study: Data) -> Data:
    classes = np.unique(study[1])
    return np.array([study[0][study[1] == c].mean(axis=0) for c in classes]), classes


def _vote_error(study: Data, asked: Data, k: int) -> float:
    """El error si votan los k vecinos más cercanos."""
    memory, images = (data[0].reshape(len(data[0]), -1) for data in (study, asked))
    nearest = _squared(memory, images).argsort(axis=1, kind="stable")[:, :k]
    votes = np.array([int(np.argmax(np.bincount(row))) for row in study[1][nearest]])
    return float(np.mean(votes != asked[1]))


def _line_error(study: Data, asked: Data, axis: int) -> float:
    """El error si se compara solo la fila o la columna más parecida."""
    gaps = [((study[0] - image) ** 2).sum(axis=3 - axis).min(axis=1).argmin() for image in asked[0]]
    return float(np.mean(study[1][gaps] != asked[1]))


def _neighbour_error(
    study: Data, asked: Data, distance: Callable[[Array, Array], Array] = _squared
) -> float:
    """La fracción de `asked` cuyo vecino más cercano en `study` es de otra clase."""
    memory, images = (data[0].reshape(len(data[0]), -1) for data in (study, asked))
    return float(np.mean(study[1][distance(memory, images).argmin(axis=1)] != asked[1]))


def _assert_val_error(
    student: Any,
    received: Any,
    train: Data,
    val: Data,
    studies: list[Data],
    options: tuple[list[int], int, int],
) -> Array:
    """Compara con el vecino más cercano en lo que entrega el propio `augment`."""
    shifts, copies, seed = options
    curve = numbers(received, "`val_error`")
    assert_property(
        curve.shape == (len(shifts),),
        f"`val_error`: esperaba forma {(len(shifts),)} y recibí {curve.shape}",
        "Es un vector con un error por cada m de `shifts`.",
    )
    right = np.array([_neighbour_error(study, val) for study in studies])
    n, size = len(val[1]), len(train[1])
    if np.abs(curve - right).max() < 1.5 / n:  # una imagen casi en empate puede cambiar de vecino
        return curve

    def measure(change: Callable[[int, Data], float]) -> Array:
        return np.array([change(m, study) for m, study in zip(shifts, studies, strict=True)])

    def augmented(data: Data, m: int) -> Data:
        return _pair(student.augment(*data, m, copies, seed))

    moved = [augmented(val, m) for m in shifts]
    mistakes: Mistakes = {
        "Contaste aciertos: se pide la fracción de errores.": 1 - right,
        "Se pide una fracción entre 0 y 1, no un porcentaje.": 100 * right,
        "Contaste los errores: divide por el número de imágenes de validación.": n * right,
        "Aumentaste también la validación: se mide en las imágenes tal como llegan.": (
            np.array([
                _neighbour_error(study, data) for study, data in zip(studies, moved, strict=True)
            ]),
            np.array([
                _neighbour_error(study, (data[0][n:], data[1][n:]))
                for study, data in zip(studies, moved, strict=True)
            ]),
            np.array([
                _neighbour_error(study, (data[0][n : 2 * n], val[1]))
                for study, data in zip(studies, moved, strict=True)
            ]),
            np.array([
                _neighbour_error(study, (data[0][: 2 * n], data[1][: 2 * n]))
                for study, data in zip(studies, moved, strict=True)
            ]),
            measure(lambda m, _: _neighbour_error(train, augmented(val, m))),
        ),
        "Error 0 con todo m: cada imagen se encontró a sí misma en la memoria. ¿Mediste en "
        "entrenamiento, o aumentaste también validación (una fuga)?": np.zeros(len(shifts)),
        "Falta aumentar: da lo mismo con todo m.": (
            measure(lambda *_: _neighbour_error(train, val))
        ),
        "Intercambiaste los conjuntos: la memoria es el entrenamiento y se pregunta por "
        "validación.": (
            measure(lambda m, _: _neighbour_error(augmented(val, m), train)),
            measure(lambda m, _: _neighbour_error(val, train)),
        ),
        "Dejaste fuera las originales: la memoria es todo lo que entrega `augment`.": (
            measure(lambda _, s: _neighbour_error((s[0][size:], s[1][size:]), val))
        ),
        "Las etiquetas no calzan con la memoria: usa las que entrega `augment`.": (
            measure(lambda _, s: _neighbour_error((s[0], np.repeat(train[1], copies + 1)), val))
        ),
        "Sumaste diferencias absolutas: la distancia euclidiana las eleva al cuadrado.": (
            measure(lambda _, study: _neighbour_error(study, val, _absolute))
        ),
        "Esa es la fila más lejana: el vecino es la de menor distancia.": (
            measure(lambda _, study: _neighbour_error(study, val, lambda m, x: -_squared(m, x)))
        ),
        "Usaste el mayor producto punto (¿falta la norma de las guardadas?): el vecino es el de "
        "menor distancia.": (
            measure(lambda _, study: _neighbour_error(study, val, lambda m, x: -x @ m.T))
        ),
        "Usaste el ángulo (coseno): se pide la distancia euclidiana, sin normalizar.": (
            measure(lambda _, study: _neighbour_error(study, val, _angle))
        ),
        "Votaste entre varios vecinos: decide solo el más cercano.": tuple(
            np.array([_vote_error(study, val, k) for study in studies]) for k in (2, 3, 5, 7)
        ),
        "Comparaste con el promedio de cada clase: el vecino es una sola imagen guardada.": (
            measure(lambda _, study: _neighbour_error(_means(study), val))
        ),
        "La distancia suma todos los píxeles de la imagen, no los de una fila o columna.": tuple(
            np.array([_line_error(study, val, k) for study in studies]) for k in (1, 2)
        ),
    }
    worst = int(np.argmax(np.abs(curve - right)))
    wrong_distance = (
        "Falla también con m = 0, donde no importa el sorteo: revisa que la distancia sume todos "
        "los píxeles y que decida un solo vecino, el más cercano."
    )
    raise WrongAnswerError(
        f"`augment` ya está bien; `val_error` no es el del vecino más cercano: en m = "
        f"{shifts[worst]} esperaba {right[worst]:.3f} y recibí {curve[worst]:.3f}",
        recognise(curve, mistakes)
        or (abs(curve[0] - right[0]) > 1.5 / n and wrong_distance)
        or "Por cada m, la memoria es `augment(x_train, y_train, m, copies, seed)`, con esa misma "
        "semilla, y validación no se toca.",
    )
