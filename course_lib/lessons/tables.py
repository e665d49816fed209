"""Las tablas que una lección muestra ya calculadas: qué experimento las hace y con qué valores."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course_lib.lab import experiments


@dataclass(frozen=True)
class Table:
    """Cómo se calcula una tabla.

    Argumentos:
        experiment: función que devuelve {medida: número o arreglo}.
        grid: parámetro → valores que toma.
        seeds: las semillas.
        n_jobs: procesos a la vez; 1 si la tabla mide segundos.
    """

    experiment: Callable[..., Mapping[str, Any]]
    grid: Mapping[str, Sequence[Any]]
    seeds: Sequence[int]
    n_jobs: int | None = None

    def compute(self) -> experiments.Results:
        """Corre el experimento en toda la grilla."""
        return experiments.run(self.experiment, self.grid, self.seeds, self.n_jobs)
