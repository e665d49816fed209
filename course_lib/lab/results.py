"""Lo que dio un experimento: sus mediciones, su tabla, lo que elige y lo que compara."""

import itertools
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import checks
from course_lib.config import Array
from course_lib.lab.choice import STOPS, Choice, choose, diverges, outside, refuse_open
from course_lib.lab.comparison import Comparison, compare_runs
from course_lib.lab.text import columns, label, named, shown, spread


@dataclass(frozen=True, repr=False)
class Results:
    """Lo que dio un experimento en cada punto y con cada semilla; se muestra como tabla.

    Una medida «x curve» trae un valor por época. De ella sale lo que se mide «a tiempo»: en la
    época en que cada corrida tuvo su menor error de validación.

    Argumentos:
        grid: parámetro → lista de valores.
        seeds: las semillas.
        metrics: medida → arreglo (largo de cada lista de la grilla…, semillas, …).
        seconds: cuánto demoró todo.
        chance: el error de quien contesta al azar; el que no baja de ahí no aprendió nada.
    """

    grid: dict[str, list[Any]]
    seeds: list[int]
    metrics: dict[str, Array]
    seconds: float
    chance: float | None = None

    def __repr__(self) -> str:
        return self.table()

    def values(self, metric: str, **point: Any) -> Array:
        """Todas las mediciones; con `rate=0.5`, solo las de ese valor (y ese eje desaparece).

        Formas: (largo de cada lista de la grilla que no se fijó…, semillas, …).
        """
        if metric not in self.metrics:
            raise KeyError(f"No se midió {metric!r}. {checks.suggest(metric, self.metrics)}")
        for name, value in point.items():
            self._check_parameter(name)
            if value not in self.grid[name]:
                raise KeyError(f"{name} no tomó el valor {value!r}. Tomó: {self.grid[name]}.")
        index = tuple(
            self.grid[name].index(point[name]) if name in point else slice(None)
            for name in self.grid
        )
        result: Array = self.metrics[metric][index]
        return result

    def measured(
        self, metric: str, *, at: str = "last", by: str = "validation", **point: Any
    ) -> Array:
        """Lo medido en la última época o, con `at="best"`, en la de menor `by` de cada corrida.

        Formas: las de `values`; con "best", las de «metric curve» sin el eje de las épocas.
        """
        if checks.option("at", at, tuple(STOPS)) == "last":
            return self.values(metric, **point)
        score = self.values(f"{by} curve", **point)
        epoch = np.where(np.isfinite(score), score, np.inf).argmin(axis=-1)[..., None]
        return np.take_along_axis(self.values(f"{metric} curve", **point), epoch, -1)[..., 0]

    def stops(self, by: str = "validation") -> list[str]:
        """Las maneras de detenerse que la tabla permite: "best" exige la curva de `by`."""
        return ["last", "best"] if f"{by} curve" in self.metrics else ["last"]

    def mean(self, metric: str, **point: Any) -> Array:
        """Promedio sobre las semillas."""
        return np.asarray(self.values(metric, **point).mean(axis=self._seed_axis(point)))

    def std(self, metric: str, **point: Any) -> Array:
        """Desviación estándar entre semillas (con n − 1)."""
        return _deviation(self.values(metric, **point), self._seed_axis(point))

    def choices(
        self,
        *,
        by: str = "validation",
        over: str = "learning_rate",
        at: str = "last",
        **point: Any,
    ) -> list[Choice]:
        """El valor de `over` que elige cada brazo, con quién empata y qué le falta probar.

        Un brazo es una combinación de los demás parámetros. NaN e infinito son lo peor.
        """
        self._check_parameter(over)
        if over in point:
            raise ValueError(f"`{over}` es lo que se elige: no se fija a la vez.")
        free = [name for name in self.grid if name not in point]
        score = self.measured(by, at=at, by=by, **point)
        if score.ndim != len(free) + 1:
            raise ValueError(f"Se elige por un número por corrida, y {by!r} tiene una curva.")
        values, others = self.grid[over], [name for name in free if name != over]
        score = np.moveaxis(np.where(np.isfinite(score), score, np.inf), free.index(over), -2)
        arms = itertools.product(*(self.grid[name] for name in others))
        beyond = self._beyond(by, over, at)
        return [
            choose(
                point | dict(zip(others, arm, strict=True)), at, values, runs, self.chance, beyond
            )
            for arm, runs in zip(arms, score.reshape(-1, *score.shape[-2:]), strict=True)
        ]

    def diverges(
        self, by: str = "validation", *, at: str = "last", **point: Any
    ) -> NDArray[np.bool_]:
        """Dónde nada se aprende: alguna semilla da NaN, o ninguna mejora el azar.

        Formas: (largo de cada lista que no se fijó…).
        """
        return diverges(self.measured(by, at=at, by=by, **point), self.chance)

    def tuned(
        self,
        metric: str,
        *,
        by: str = "validation",
        over: str = "learning_rate",
        at: str = "last",
        open_ends: bool = False,
        **point: Any,
    ) -> Array:
        """Lo medido en cada punto con el valor de `over` que dio el menor promedio de `by`.

        Así cada método compite con su propia tasa de aprendizaje, elegida sin mirar la prueba.

        Argumentos:
            at: "last" mide la última época; "best", la de menor `by` de cada corrida.
            open_ends: True deja elegir en un extremo abierto. Solo para las tablas de las
                lecciones de la primera edición, que una prueba enumera.

        Formas: (largo de cada lista que no se fijó, sin la de `over`…, semillas, …).
        """
        choices = self.choices(by=by, over=over, at=at, **point)
        if not open_ends:
            refuse_open(choices, over)
        best = [choice.arm | {over: choice.value} for choice in choices]
        runs = [self.measured(metric, at=at, by=by, **chosen) for chosen in best]
        free = [len(self.grid[name]) for name in self.grid if name not in (*point, over)]
        return np.reshape(runs, (*free, *runs[0].shape))

    def compare(
        self,
        metric: str,
        a: Mapping[str, Any],
        b: Mapping[str, Any],
        *,
        level: float = 0.01,
        by: str = "validation",
        over: str = "learning_rate",
        at: str = "last",
        higher_is_better: bool = False,
        open_ends: bool = False,
        other: "Results | None" = None,
    ) -> Comparison:
        """Si `a` gana a `b`, pierde o no se distinguen, pareando las corridas por semilla.

        Argumentos:
            a, b: un brazo, como {"rate": 0.5}, que compite con su mejor valor de `over`; o un punto
                con todo fijo. Los parámetros de un solo valor se pueden omitir.
            level: probabilidad de distinguir lo que no es distinto (t de Student, dos colas).
            other: la tabla de `b`, con las mismas semillas; si no la das, es esta misma.
        """
        rival = self if other is None else other
        if rival.seeds != self.seeds:
            raise ValueError(
                "Se parea por semilla, y las dos tablas deben tener las mismas. Recibido: "
                f"{self.seeds} y {rival.seeds}."
            )
        runs_a, name_a = self._runs("a", metric, a, by, over, at, open_ends)
        runs_b, name_b = rival._runs("b", metric, b, by, over, at, open_ends)
        return compare_runs(
            runs_a,
            runs_b,
            metric=metric,
            a=name_a,
            b=name_b,
            level=level,
            higher_is_better=higher_is_better,
        )

    def table(self, *metrics: str) -> str:
        """Una fila por punto de la grilla, con media ± desviación de cada medida, como texto."""
        scalar = [name for name in self.metrics if self.metrics[name].ndim == len(self.grid) + 1]
        names = metrics or scalar
        rows = [[*map(named, (*self.grid, *names))]]
        for values in itertools.product(*self.grid.values()):
            point = dict(zip(self.grid, values, strict=True))
            cells = [_spread(self.values(name, **point)) for name in names]
            rows.append([*map(shown, values), *cells])
        return columns(rows)

    def summary(
        self, metric: str = "test", *, by: str = "validation", over: str = "learning_rate"
    ) -> str:
        """Una fila por brazo: el valor elegido y lo medido, en la última época y a tiempo.

        La columna «a tiempo» exige la curva de `by` y la de `metric`.
        """
        arms = [name for name in self.grid if name != over]
        stops = [at for at in self.stops(by) if at == "last" or f"{metric} curve" in self.metrics]
        measured = [title for at in stops for title in (STOPS[at], named(metric))]
        rows = [[*map(named, arms), *measured]]
        for found in zip(*(self.choices(by=by, over=over, at=at) for at in stops), strict=True):
            cells = [shown(found[0].arm[name]) for name in arms]
            for choice in found:
                point = choice.arm | {over: choice.value}
                runs = self.measured(metric, at=choice.at, by=by, **point)
                cells += [_chosen(choice), _spread(runs)]
            rows.append(cells)
        return (
            f"{columns(rows)}\n"
            f"Bajo cada manera de detenerse, el valor de {named(over)} que elige la {named(by)};\n"
            "≈ une los que empatan con él (a un error estándar).\n"
            f"± es la desviación estándar entre {len(self.seeds)} semillas."
        )

    def save(self, path: str | Path) -> None:
        """Guarda en un archivo `.npz`, entero o nada."""
        path = Path(path)
        about = {
            "grid": plain(self.grid),
            "seeds": self.seeds,
            "seconds": round(self.seconds, 1),
            "chance": self.chance,
        }
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
        """Lee lo que guardó `save`; las tablas de la primera edición no traen `chance`."""
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as stored:
                about = json.loads(str(stored["about"]))
                metrics = {name: stored[name] for name in stored.files if name != "about"}
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"{str(path)!r} está dañado o no es una tabla de `save`.") from error
        return cls(metrics=metrics, **about)

    def _beyond(self, by: str, over: str, at: str) -> list[float]:
        """Lo que le falta probar a un brazo que no aprende: hasta donde ya ningún brazo aprenda."""
        values, axis = self.grid[over], list(self.grid).index(over)
        arms = np.moveaxis(self.diverges(by, at=at), axis, -1).reshape(-1, len(values))
        dead = arms.all(axis=0)
        ends = [v for v, quiet in zip(values, dead, strict=True) if dead.all() or not quiet]
        return [value for end in ends for value in outside(values, end)]

    def _check_parameter(self, name: str) -> None:
        if name not in self.grid:
            raise KeyError(f"La grilla no tiene {name!r}. {checks.suggest(name, self.grid)}")

    def _seed_axis(self, point: Mapping[str, Any]) -> int:
        return len(self.grid) - len(point)

    def _runs(
        self,
        role: str,
        metric: str,
        arm: Mapping[str, Any],
        by: str,
        over: str,
        at: str,
        open_ends: bool,
    ) -> tuple[Array, str]:
        """Una medición por semilla, con nombre: la del punto, o la del brazo con su mejor valor."""
        single = {name: values[0] for name, values in self.grid.items() if len(values) == 1}
        single.pop(over, None)
        point = single | dict(arm)
        lacking = [name for name in self.grid if name not in (*point, over)]
        if lacking:
            raise ValueError(
                f"`{role}` debe fijar un solo brazo. Le falta: {', '.join(lacking)}. "
                f"Recibido: {dict(arm)}."
            )
        name = label(arm)
        if over in self.grid and over not in point:
            (choice,) = self.choices(by=by, over=over, at=at, **point)
            name += " (no aprende con ningún valor probado)" * (not choice.learns)
            runs = self.tuned(metric, by=by, over=over, at=at, open_ends=open_ends, **point)
        else:
            runs = self.measured(metric, at=at, by=by, **point)
        if runs.ndim != 1:
            raise ValueError(f"Se compara un número por corrida, y {metric!r} tiene una curva.")
        return runs, name


def plain(grid: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """La grilla como la guarda JSON: los números de NumPy, como números de Python."""
    return {name: [_plain(name, value) for value in values] for name, values in grid.items()}


def _plain(name: str, value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    if not isinstance(value, bool | int | float | str | None):
        raise TypeError(
            f"Solo se guardan grillas de números y textos, y `{name}` tiene {value!r}. "
            "Dale un nombre y construye el objeto dentro del experimento."
        )
    return value


def _spread(runs: Array) -> str:
    """Media ± desviación entre semillas; con una sola no hay desviación que inventar."""
    return spread(float(runs.mean()), float(_deviation(runs)) if len(runs) > 1 else 0.0)


def _deviation(runs: Array, axis: int = 0) -> Array:
    with np.errstate(invalid="ignore", over="ignore"):  # si una pérdida explotó: NaN o infinito
        return np.asarray(runs.std(axis=axis, ddof=1))


def _chosen(choice: Choice) -> str:
    """El valor elegido y los que empatan con él, o por qué no se elige ninguno."""
    if not choice.learns:
        return "no aprende"
    values = " ≈ ".join(map(shown, [choice.value, *choice.ties]))
    return values if choice.closed else f"{values} (abierto)"
