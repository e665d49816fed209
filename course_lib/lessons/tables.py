"""Las tablas que una lección muestra ya calculadas: qué experimento las hace y con qué valores."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.lab import experiments
from course_lib.lessons import rooms


@dataclass(frozen=True)
class Table:
    """Cómo se calcula una tabla.

    Argumentos:
        experiment: función que devuelve {medida: número o arreglo}.
        grid: parámetro → valores que toma.
        seeds: las semillas.
        start: tasas de aprendizaje de partida, si cada brazo de `grid` busca la suya.
        chance: el error de quien contesta al azar, con que la búsqueda sabe qué no aprendió.
        n_jobs: procesos a la vez; 1 si la tabla mide segundos.
    """

    experiment: Callable[..., Mapping[str, Any]]
    grid: Mapping[str, Sequence[Any]]
    seeds: Sequence[int]
    start: Sequence[float] = ()
    chance: float | None = None
    n_jobs: int | None = None

    def estimate(self) -> float:
        """Los segundos que demorará."""
        return experiments.estimate(
            self.experiment, self.grid, self.seeds, self.n_jobs, start=self.start
        )

    def compute(self, resume: str | Path | None = None) -> experiments.Results:
        """Corre toda la grilla o, con `start`, la búsqueda.

        Argumentos:
            resume: carpeta donde se guarda cada corrida, para seguir si se interrumpe.
        """
        if not self.start:
            return experiments.run(
                self.experiment, self.grid, self.seeds, self.n_jobs, resume=resume
            )
        return experiments.search(
            self.experiment,
            self.grid,
            start=self.start,
            seeds=self.seeds,
            chance=self.chance,
            n_jobs=self.n_jobs,
            resume=resume,
        )


def load(lesson: str) -> dict[str, Table]:
    """Las tablas de una lección, como "03", por nombre; algunas lecciones no tienen."""
    room = rooms.folder(lesson)
    if not (room / "tables.py").exists():
        return {}
    found: dict[str, Table] = importlib.import_module(
        f"course_lib.lessons.{room.name}.tables"
    ).TABLES
    return found
