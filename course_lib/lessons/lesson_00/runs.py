"""Lo que corre la lección 00: las curvas de quien memoriza, los exámenes y el duelo con Keras."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import course_lib as lib
from course_lib.config import Array
from course_lib.lab import gradcheck, trials

EPOCHS, BATCH = 30, 50
DUEL = 20  # épocas de dos redes gemelas
EXAM = 100  # imágenes de cada examen
Network = Callable[..., lib.Sequential]
Pairs = dict[str, tuple[Any, Any]]


def curves(network: Network) -> Callable[..., dict[str, Any]]:
    """El experimento que entrena `network(seed)` con mil dígitos y la mide al final de cada época.

    Devuelve los errores (%) de entrenamiento, contado contra las etiquetas que recibió, y de
    validación; qué porcentaje de las mentiras repite; y su error de prueba, una sola vez.
    """

    def study(noise: float, seed: int, **settings: float) -> dict[str, Any]:
        train, told, val, test = trials.digits(noise, validation=1000, test=3000, draw=seed)
        model, lies, rows = network(seed, **settings), told != train.y, []
        for _ in range(EPOCHS):
            model.fit(train.x, told, batch_size=BATCH, epochs=1, verbose=0)
            scores = model(train.x)
            repeated = 100 - trials.wrong(scores[lies], told[lies]) if lies.any() else np.nan
            rows.append([trials.wrong(scores, told), trials.error(model, val.x, val.y), repeated])
        named = zip(("train", "validation", "repeated"), np.transpose(rows), strict=True)
        return dict(named) | {"test": trials.error(model, test.x, test.y)}

    return study


def exams(wrong: NDArray[np.bool_], rng: np.random.Generator, times: int = 300) -> Array:
    """El error (%) de la elegida entre k candidatas, promedio de `times` exámenes al azar.

    Son tres: el que mostró en el examen con que se eligió, el de otro examen que no participó y el
    de todas las demás imágenes.

    Formas: wrong (repartos, candidatas, imágenes), lo que cada una falla → (3, repartos,
    candidatas).
    """
    marks = [np.mean([_exam(nets, rng) for _ in range(times)], axis=0) for nets in wrong]
    return np.swapaxes(marks, 0, 1)


def _exam(wrong: NDArray[np.bool_], rng: np.random.Generator) -> Array:
    """Un examen: los tres errores de la mejor entre las k primeras, para cada k."""
    nets, images = rng.permutation(len(wrong)), rng.permutation(wrong.shape[1])
    parts = np.split(wrong[nets][:, images], [EXAM, 2 * EXAM], axis=1)
    chosen, apart, rest = (100 * part.mean(axis=1) for part in parts)
    best = [int(np.argmin(chosen[:k])) for k in range(1, len(nets) + 1)]
    return np.array([chosen[best], apart[best], rest[best]])


def side_by_side(ours: Any, theirs: Any, x: Any, y: Any, seed: int) -> Pairs:
    """Entrena dos redes gemelas y junta lo que se compara de cada una."""
    ours_end, theirs_end = (trained(model, x, y, seed) for model in (ours, theirs))
    return {
        "pérdida": tuple(model.evaluate(x, y, verbose=0) for model in (ours, theirs)),
        "probabilidades": tuple(_probabilities(model(x)) for model in (ours, theirs)),
        "pesos": (ours_end, theirs_end),
    }


def trained(model: Any, x: Any, y: Any, seed: int) -> list[Any]:
    """Los pesos de una red después de 20 épocas sin barajar, que parte de pesos sorteados.

    Con la misma semilla, dos redes parten de los mismos pesos y ven los mismos lotes.
    """
    rng = np.random.default_rng(seed)
    model.set_weights([rng.normal(0, 0.05, weight.shape) for weight in model.get_weights()])
    model.fit(x, y, batch_size=32, epochs=DUEL, shuffle=False, verbose=0)
    return list(model.get_weights())


def checked(
    cases: Iterable[tuple[str, lib.layers.Layer, Array]], rng: np.random.Generator
) -> dict[str, dict[str, float]]:
    """Chequea el gradiente de varias capas y escribe una tabla: qué derivada está bien.

    Argumentos:
        cases: un nombre, una capa en float64 y un lote, por caso.
        rng: el azar del chequeo.

    Devuelve, por caso, el error relativo de la entrada ("x"), los pesos ("W") y el sesgo ("b").
    """
    found = {}
    for name, layer, batch in cases:
        gaps = gradcheck.gradient_errors(layer, batch, rng=rng)
        found[name] = dict(zip("xWb", gaps.values(), strict=True))
    width = max(map(len, found))
    print(f"{'':<{width}}  x  W  b     ✓ error relativo < 1e-7,  ✗ si no")
    for name, errors in found.items():
        marks = ["✓" if error < 1e-7 else "✗" for error in errors.values()]
        print(f"{name:<{width}}", *marks, sep="  ")
    return found


def _probabilities(scores: Any) -> Array:
    return lib.activations.softmax(np.asarray(scores))
