"""Repetir un experimento sobre una grilla y varias semillas, y contar media y dispersión.

    def experiment(rate, learning_rate, seed):
        ...
        return {"validation": ..., "test": ...}

    results = run(experiment, {"rate": [0, 0.5], "learning_rate": [0.01, 0.1]}, seeds=range(5))
    print(results.table())

`search` busca la tasa de aprendizaje de cada método hasta que ninguna elección queda en un extremo:

    results = search(
        experiment, {"rate": [0, 0.5]}, start=[0.01, 0.0316, 0.1], seeds=range(5), chance=90
    )
    print(results.summary())
    results.compare("test", {"rate": 0.5}, {"rate": 0})

Corre en paralelo con joblib; dentro de `joblib.parallel_config("dask")` corre igual en un clúster.
"""

import itertools
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from course_lib import bars, checks, memory
from course_lib.config import Array
from course_lib.lab.choice import between, check_start
from course_lib.lab.journal import Journal
from course_lib.lab.results import Results
from course_lib.parallel import settings

__all__ = ["Results", "estimate", "run", "search"]

Experiment = Callable[..., Mapping[str, Any]]
USUAL_GROWTH = 8  # una búsqueda suele crecer dos veces por lado y refinar en torno a dos valores


def run(
    experiment: Experiment,
    grid: Mapping[str, Sequence[Any]],
    seeds: Iterable[int],
    n_jobs: int | None = None,
    *,
    resume: str | Path | None = None,
) -> Results:
    """Corre `experiment(seed=…, **punto)` en cada punto de la grilla y con cada semilla.

    Argumentos:
        experiment: función que devuelve {medida: número o arreglo}, siempre las mismas.
        grid: parámetro → valores que toma; se prueban todas las combinaciones.
        seeds: semillas, al menos una.
        n_jobs: procesos a la vez; None usa todos los núcleos, o uno solo si ya hay varias pruebas
            corriendo a la vez.
        resume: carpeta donde cada corrida se guarda al terminar. Si se interrumpe, la misma
            llamada sigue donde quedó; si la carpeta es de otro experimento, se rechaza.

    En una terminal muestra una barra de progreso.
    """
    lists, seeds = _check_grid(grid), _check_seeds(seeds)
    return _measure(experiment, lists, seeds, n_jobs, Journal(resume, experiment, lists, seeds))


def search(
    experiment: Experiment,
    arms: Mapping[str, Sequence[Any]],
    *,
    start: Sequence[float],
    seeds: Iterable[int],
    over: str = "learning_rate",
    by: str = "validation",
    chance: float | None = None,
    most: int = 8,
    n_jobs: int | None = None,
    resume: str | Path | None = None,
) -> Results:
    """Busca el mejor valor de `over` en cada brazo, hasta que ninguno elige un extremo.

    Mientras algún brazo elige un extremo, la grilla crece por ese lado; por el que aún no aprende,
    por los dos, hasta donde ya nadie aprenda. Después se prueba el punto medio (geométrico) entre
    cada elegido y sus vecinos. Todos comparten la grilla final, y lo ya corrido no se repite. Si el
    experimento devuelve «`by` curve», se cierran las dos elecciones: la de la última época y la de
    quien se detiene a tiempo.

    Argumentos:
        arms: los demás parámetros, como en `run`; cada combinación es un brazo.
        start: valores de partida, crecientes y positivos, cada uno a lo más √10 veces el anterior.
        by: la medida que elige; gana el menor promedio entre semillas. NaN es lo peor.
        chance: el `by` de quien contesta al azar (90 % con diez clases). Un valor con que ninguna
            semilla baja de ahí (más de 5 %) cuenta como divergente, y cierra el extremo.
        most: cuántas veces puede crecer la grilla. Si no bastan, el extremo queda abierto, y
            `Results.tuned` lo rechaza.
        n_jobs, resume: como en `run`.
    """
    lists, seeds = _check_grid(arms), _check_seeds(seeds)
    if over in lists:
        raise ValueError(f"`{over}` es lo que se busca: sus valores van en `start`, no en `arms`.")
    values = check_start(over, start)
    most = checks.integer("most", most, low=0)
    chance = None if chance is None else checks.positive("chance", chance)
    journal = Journal(resume, experiment, lists | {over: values}, seeds)

    def measure(new: Iterable[float]) -> Results:
        return _measure(experiment, lists | {over: sorted(new)}, seeds, n_jobs, journal, by)

    results = replace(measure(values), chance=chance)
    for _ in range(most):
        missing = _missing(results, over, by)
        if not missing:
            break
        results = _join(results, measure(missing), over)
    # lo que se agrega aquí queda dentro de la grilla: ningún extremo se vuelve a abrir
    refined = _refined(results, over, by)
    return _join(results, measure(refined), over) if refined else results


def estimate(
    experiment: Experiment,
    grid: Mapping[str, Sequence[Any]],
    seeds: Iterable[int],
    n_jobs: int | None = None,
    *,
    start: Sequence[float] = (),
    over: str = "learning_rate",
) -> float:
    """Segundos que demorará `run`; con `start`, los que suele demorar `search`.

    Corre el primer punto y el último, que suelen ser el más barato y el más caro.
    `text.duration` lo dice en minutos u horas.
    """
    from joblib import effective_n_jobs

    lists, seeds = _check_grid(grid), _check_seeds(seeds)
    if start:
        lists[over] = check_start(over, start)
    points = _points(lists, seeds)
    begin = time.perf_counter()
    for point in (points[0], points[-1]):
        _attempt(experiment, point)
    each = (time.perf_counter() - begin) / 2
    size = len(points) * (1 + USUAL_GROWTH / len(start) if start else 1)
    return float(each * size / effective_n_jobs(_jobs(n_jobs)))


def _measure(
    experiment: Experiment,
    lists: dict[str, list[Any]],
    seeds: list[int],
    n_jobs: int | None,
    journal: Journal,
    by: str | None = None,
) -> Results:
    """Corre lo que la bitácora todavía no tiene y junta todo en una tabla."""
    from joblib import Parallel, delayed

    points = _points(lists, seeds)
    measured = {i: done for i, p in enumerate(points) if (done := journal.read(p)) is not None}
    pending = [i for i in range(len(points)) if i not in measured]
    # sin orden: cada corrida se guarda apenas termina, aunque otra anterior siga
    parallel = Parallel(**settings(_jobs(n_jobs)), return_as="generator_unordered")
    outcomes = parallel(delayed(_numbered)(i, experiment, points[i], by) for i in pending)
    progress = {"total": len(points), "initial": len(measured), "unit": "corrida"}
    for i, outcome in bars.bar(outcomes, always=memory.is_student(), **progress):
        journal.write(points[i], outcome)
        measured[i] = outcome
    shape = (*(len(values) for values in lists.values()), len(seeds))
    ordered = [measured[i] for i in range(len(points))]
    return Results(lists, seeds, _stack(ordered, points, shape), journal.seconds)


def _points(lists: Mapping[str, list[Any]], seeds: list[int]) -> list[dict[str, Any]]:
    """Cada combinación de la grilla con cada semilla."""
    return [
        dict(zip((*lists, "seed"), combination, strict=True))
        for combination in itertools.product(*lists.values(), seeds)
    ]


def _missing(results: Results, over: str, by: str) -> set[float]:
    """Los valores por los que la grilla debe crecer: los que le faltan a la elección de un brazo.

    También los de más allá de un extremo que empata: entre valores que no se distinguen, el ruido
    elige cualquiera. Y el brazo que todavía no aprende puede necesitar uno muy chico o muy grande:
    por él crecen los dos lados, hasta donde ya nadie aprenda.
    """
    choices = (
        choice for at in results.stops(by) for choice in results.choices(by=by, over=over, at=at)
    )
    return {value for choice in choices for value in (*choice.missing, *choice.doubtful)}


def _refined(results: Results, over: str, by: str) -> set[float]:
    """Los puntos medios entre lo que cada brazo elige y sus vecinos."""
    values = results.grid[over]
    chosen = {
        choice.value
        for at in results.stops(by)
        for choice in results.choices(by=by, over=over, at=at)
        if choice.learns and choice.closed
    }
    return {middle for value in chosen for middle in between(values, value)}.difference(values)


def _join(old: Results, new: Results, over: str) -> Results:
    """Una tabla con los valores de `over` de las dos, en orden."""
    axis = list(old.grid).index(over)
    values = old.grid[over] + new.grid[over]
    order = np.argsort(values)
    try:
        metrics = {
            name: np.concatenate([old.metrics[name], new.metrics[name]], axis).take(order, axis)
            for name in old.metrics | new.metrics
        }
    except (KeyError, ValueError) as error:
        raise ValueError(
            "El experimento debe devolver siempre las mismas medidas, de la misma forma, y al "
            f"probar {over} = {new.grid[over]} devolvió otras."
        ) from error
    grid = old.grid | {over: sorted(values)}
    return replace(old, grid=grid, metrics=metrics, seconds=new.seconds)


def _check_grid(grid: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    lists = {name: list(values) for name, values in grid.items()}
    if "seed" in lists:
        raise ValueError('"seed" no va en la grilla: las semillas se entregan en `seeds`.')
    for name, values in lists.items():
        _check_some(name, values)
    return lists


def _check_some(name: str, values: Sequence[Any]) -> None:
    if not values:
        raise ValueError(f"`{name}` no tiene ningún valor: no hay nada que correr.")


def _check_seeds(seeds: Iterable[int]) -> list[int]:
    if not isinstance(seeds, Iterable):
        raise TypeError(f"`seeds` es una lista de semillas, como range(5). Recibido: {seeds!r}.")
    checked = [checks.integer("seeds", seed, low=0) for seed in seeds]
    if len(set(checked)) < len(checked):
        raise ValueError(f"`seeds` repite semillas y fingiría más certeza. Recibido: {checked}.")
    _check_some("seeds", checked)
    return checked


def _jobs(n_jobs: int | None = None) -> int:
    """Los pedidos; si no, todos los núcleos, salvo que pytest ya tenga varios procesos en ellos."""
    if n_jobs is not None:
        return n_jobs
    return 1 if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1)) > 1 else -1


def _numbered(
    i: int, experiment: Experiment, point: dict[str, Any], by: str | None
) -> tuple[int, dict[str, Array]]:
    """Una corrida con su lugar en la lista; sin la medida que elige, no vale la pena seguir."""
    outcome = _attempt(experiment, point)
    if by is not None and by not in outcome:
        raise KeyError(f"El experimento no devuelve {by!r}. {checks.suggest(by, outcome)}")
    return i, outcome


def _attempt(experiment: Experiment, point: dict[str, Any]) -> dict[str, Array]:
    """Una corrida; si falla, el error dice en qué punto y con qué semilla."""
    where = ", ".join(f"{name}={value!r}" for name, value in point.items())
    try:
        outcome = experiment(**point)
    except Exception as error:
        raise RuntimeError(
            f"El experimento falló con {where}. {type(error).__name__}: {error}"
        ) from error
    if not isinstance(outcome, Mapping):
        raise TypeError(
            "El experimento debe devolver un diccionario {medida: número o arreglo}. "
            f"Con {where} devolvió {type(outcome).__name__}."
        )
    return {name: checks.array(name, value) for name, value in outcome.items()}


def _stack(
    measured: Sequence[Mapping[str, Array]], points: Sequence[Any], shape: tuple[int, ...]
) -> dict[str, Array]:
    """Junta las mediciones de cada corrida en un arreglo por medida."""
    first = {name: value.shape for name, value in measured[0].items()}
    for outcome, point in zip(measured, points, strict=True):
        shapes = {name: value.shape for name, value in outcome.items()}
        if shapes != first:
            raise ValueError(
                "El experimento debe devolver siempre las mismas medidas, de la misma forma. La "
                f"primera corrida dio {first} y la de {point}, {shapes}."
            )
    stacked = {name: np.array([outcome[name] for outcome in measured]) for name in first}
    return {name: array.reshape(*shape, *array.shape[1:]) for name, array in stacked.items()}
