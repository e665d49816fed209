"""Repetir un experimento sobre una grilla y varias semillas, y contar media y dispersión.

    def experiment(rate, seed):
        ...
        return {"error": ...}

    results = run(experiment, grid={"rate": [0, 0.25, 0.5]}, seeds=range(5))
    print(results.table())

Corre en paralelo con joblib; dentro de `joblib.parallel_config("dask")` corre igual en un clúster.
"""

import itertools
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.config import Array
from course_lib.lab.text import decimal, spread


@dataclass(frozen=True, repr=False)
class Results:
    """Lo que dio un experimento en cada punto y con cada semilla; se muestra como tabla.

    Argumentos:
        grid: parámetro → lista de valores.
        seeds: las semillas.
        metrics: medida → arreglo (largo de cada lista de la grilla…, semillas, …).
        seconds: cuánto demoró todo.
    """

    grid: dict[str, list[Any]]
    seeds: list[int]
    metrics: dict[str, Array]
    seconds: float

    def __repr__(self) -> str:
        return self.table()

    def values(self, metric: str, **point: Any) -> Array:
        """Todas las mediciones; con `rate=0.5`, solo las de ese valor (y ese eje desaparece).

        Formas: (largo de cada lista de la grilla que no se fijó…, semillas, …).
        """
        if metric not in self.metrics:
            raise KeyError(f"No se midió {metric!r}. {checks.suggest(metric, self.metrics)}")
        for name, value in point.items():
            if name not in self.grid:
                raise KeyError(f"La grilla no tiene {name!r}. {checks.suggest(name, self.grid)}")
            if value not in self.grid[name]:
                raise KeyError(f"{name} no tomó el valor {value!r}. Tomó: {self.grid[name]}.")
        index = tuple(
            self.grid[name].index(point[name]) if name in point else slice(None)
            for name in self.grid
        )
        result: Array = self.metrics[metric][index]
        return result

    def mean(self, metric: str, **point: Any) -> Array:
        """Promedio sobre las semillas."""
        return np.asarray(self.values(metric, **point).mean(axis=self._seed_axis(point)))

    def std(self, metric: str, **point: Any) -> Array:
        """Desviación estándar entre semillas (con n − 1)."""
        return np.asarray(self.values(metric, **point).std(axis=self._seed_axis(point), ddof=1))

    def tuned(
        self,
        metric: str,
        *,
        by: str = "validation",
        over: str = "learning_rate",
        **point: Any,
    ) -> Array:
        """Lo medido en cada punto con el valor de `over` que dio el menor promedio de `by`.

        Así cada método compite con su propia tasa de aprendizaje, elegida sin mirar la prueba.

        Formas: (largo de cada lista que no se fijó, sin la de `over`…, semillas, …).
        """
        if over in point:
            raise ValueError(f"`{over}` es lo que se elige: no se fija a la vez.")
        values, score = self.values(metric, **point), self.mean(by, **point)
        if over not in self.grid:
            raise KeyError(f"La grilla no tiene {over!r}. {checks.suggest(over, self.grid)}")
        axis = [name for name in self.grid if name not in point].index(over)
        best = score.argmin(axis=axis, keepdims=True)
        best = best.reshape(best.shape + (1,) * (values.ndim - best.ndim))
        return np.take_along_axis(values, best, axis=axis).squeeze(axis)

    def table(self, *metrics: str) -> str:
        """Una fila por punto de la grilla, con media ± desviación de cada medida, como texto."""
        scalar = [name for name in self.metrics if self.metrics[name].ndim == len(self.grid) + 1]
        header = [*self.grid, *(metrics or scalar)]
        rows = [header]
        for values in itertools.product(*self.grid.values()):
            point = dict(zip(self.grid, values, strict=True))
            cells = [decimal(v) if isinstance(v, int | float) else str(v) for v in values]
            for name in header[len(values) :]:
                deviation = float(self.std(name, **point)) if len(self.seeds) > 1 else 0.0
                cells.append(spread(float(self.mean(name, **point)), deviation))
            rows.append(cells)
        widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
        return "\n".join(
            "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
            for row in rows
        )

    def save(self, path: str | Path) -> None:
        """Guarda en un archivo `.npz`, entero o nada."""
        path = Path(path)
        grid = {
            name: [_plain(name, value) for value in values] for name, values in self.grid.items()
        }
        about = {"grid": grid, "seeds": self.seeds, "seconds": round(self.seconds, 1)}
        arrays: dict[str, Any] = {"about": np.array(json.dumps(about)), **self.metrics}
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez_compressed(file, **arrays)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise

    @classmethod
    def load(cls, path: str | Path) -> "Results":
        """Lee lo que guardó `save`."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                about = json.loads(str(stored["about"]))
                metrics = {name: stored[name] for name in stored.files if name != "about"}
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"{str(path)!r} está dañado o no es una tabla de `save`.") from error
        return cls(metrics=metrics, **about)

    def _seed_axis(self, point: Mapping[str, Any]) -> int:
        return len(self.grid) - len(point)


def run(
    experiment: Callable[..., Mapping[str, Any]],
    grid: Mapping[str, Sequence[Any]],
    seeds: Iterable[int],
    n_jobs: int | None = None,
) -> Results:
    """Corre `experiment(seed=…, **punto)` en cada punto de la grilla y con cada semilla.

    Argumentos:
        experiment: función que devuelve {medida: número o arreglo}, siempre las mismas.
        grid: parámetro → valores que toma; se prueban todas las combinaciones.
        seeds: semillas, al menos una.
        n_jobs: procesos a la vez; None usa todos los núcleos, o uno solo si ya hay varias pruebas
            corriendo a la vez.

    En una terminal muestra una barra de progreso.
    """
    from joblib import Parallel, delayed
    from tqdm import tqdm

    lists = {name: list(values) for name, values in grid.items()}
    seeds = _check_seeds(seeds)
    if "seed" in lists:
        raise ValueError('"seed" no va en la grilla: las semillas se entregan en `seeds`.')
    for name, values in {**lists, "seeds": seeds}.items():
        if not values:
            raise ValueError(f"`{name}` no tiene ningún valor: no hay nada que correr.")
    points = [
        dict(zip((*lists, "seed"), combination, strict=True))
        for combination in itertools.product(*lists.values(), seeds)
    ]
    start = time.perf_counter()
    parallel = Parallel(n_jobs=_jobs() if n_jobs is None else n_jobs, return_as="generator")
    outcomes = parallel(delayed(_attempt)(experiment, point) for point in points)
    measured = list(tqdm(outcomes, total=len(points), disable=None, unit="corrida"))
    shape = (*(len(values) for values in lists.values()), len(seeds))
    return Results(lists, seeds, _stack(measured, points, shape), time.perf_counter() - start)


def _check_seeds(seeds: Iterable[int]) -> list[int]:
    if not isinstance(seeds, Iterable):
        raise TypeError(f"`seeds` es una lista de semillas, como range(5). Recibido: {seeds!r}.")
    checked = [checks.integer("seeds", seed, low=0) for seed in seeds]
    if len(set(checked)) < len(checked):
        raise ValueError(f"`seeds` repite semillas y fingiría más certeza. Recibido: {checked}.")
    return checked


def _plain(name: str, value: Any) -> Any:
    """El valor como lo guarda JSON: los números de NumPy, como números de Python."""
    value = value.item() if isinstance(value, np.generic) else value
    if not isinstance(value, bool | int | float | str | None):
        raise TypeError(
            f"Solo se guardan grillas de números y textos, y `{name}` tiene {value!r}. "
            "Dale un nombre y construye el objeto dentro del experimento."
        )
    return value


def _jobs() -> int:
    """Todos los núcleos, salvo que pytest ya tenga varios procesos ocupándolos."""
    return 1 if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1)) > 1 else -1


def _attempt(
    experiment: Callable[..., Mapping[str, Any]], point: dict[str, Any]
) -> dict[str, Array]:
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
