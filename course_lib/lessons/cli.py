"""La orden `curso tablas`: vuelve a calcular las tablas de una lección."""

import argparse
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from course_lib.checks import suggest
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal, duration, named
from course_lib.lessons import rooms
from course_lib.lessons.tables import Table, load
from course_lib.terminal import CommandError

T = TypeVar("T")
OVER = "learning_rate"


def add_tables(commands: Any) -> None:
    """`curso tablas 03 [TABLA …] [--reanudar]`."""
    order = commands.add_parser(
        "tablas",
        help="vuelve a calcular las tablas de una lección",
        description="Las tablas que una lección muestra ya hechas salen de experimentos largos. "
        "Esta orden dice cuánto demorarán, los corre y los compara con lo que trae el curso.",
    )
    order.add_argument("numero", metavar="NN", help="el número de la lección: 03")
    order.add_argument("tablas", nargs="*", metavar="TABLA", help="cuáles; si no, todas")
    order.add_argument(
        "--reanudar", action="store_true", help="sigue un cálculo que se interrumpió"
    )
    order.add_argument(
        "--salida",
        metavar="DIR",
        type=Path,
        default=Path("tablas"),
        help="la carpeta donde quedan; si no la das, tablas, dentro de la actual",
    )
    order.set_defaults(
        run=run_tables,
        interrupted="Interrumpida: repite la orden con --reanudar y sigue donde quedó",
    )


def run_tables(options: argparse.Namespace) -> None:
    """Dice cuánto demora, calcula cada tabla, la guarda y la compara con la del curso."""
    lesson = options.numero.zfill(2)
    chosen = _chosen(lesson, options.tablas)
    folders = {name: options.salida / f"{name}.parcial" for name in chosen}
    for folder in folders.values():
        if folder.exists() and not options.reanudar:
            raise CommandError(
                f"En «{folder}» hay un cálculo interrumpido. Agrega --reanudar para seguirlo, o "
                "borra esa carpeta para partir de nuevo."
            )
    print("Midiendo cuánto demora…", flush=True)
    seconds = {name: _trying(name, table.estimate) for name, table in chosen.items()}
    for name, expected in seconds.items():
        print(f"  {name}: cerca de {duration(expected)}")
    print(f"En total, cerca de {duration(sum(seconds.values()))} en este computador.", flush=True)
    for name, table in chosen.items():
        stored = _stored(lesson, name)  # antes de guardar: la salida puede ser la misma sala
        results = _trying(name, partial(table.compute, folders[name]))
        _trying(name, partial(results.save, options.salida / f"{name}.npz"))
        shutil.rmtree(folders[name])
        print(f"\n{name}, {duration(results.seconds)}", _shown(results), sep="\n")
        print(_against(stored, results), flush=True)
    print(f"\nQuedaron en «{options.salida}».")


def _trying(name: str, action: Callable[[], T]) -> T:
    """Lo que da `action`; si falla, dice con qué tabla."""
    try:
        return action()
    except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise CommandError(f"{name}: {error}") from error


def _chosen(lesson: str, names: list[str]) -> dict[str, Table]:
    try:
        tables = load(lesson)
    except ValueError as error:
        raise CommandError(str(error)) from error
    if not tables:
        raise CommandError(f"La lección {lesson} no trae tablas: lo calcula todo a la vista.")
    for name in names:
        if name not in tables:
            raise CommandError(f"Tabla desconocida: «{name}». {suggest(name, tables)}")
    return {name: table for name, table in tables.items() if not names or name in names}


def _shown(results: Results) -> str:
    """Una fila por método con su tasa elegida, si la tabla busca una; si no, todo."""
    searched = {"validation", "test"} <= results.metrics.keys() and OVER in results.grid
    return results.summary() if searched else results.table()


def _stored(lesson: str, name: str) -> Results | None:
    path = rooms.folder(lesson) / f"{name}.npz"
    return Results.load(path) if path.exists() else None


def _against(stored: Results | None, results: Results) -> str:
    """Cuánto se aparta de la que viene con el curso: otro procesador suma en otro orden."""
    if stored is None:
        return "El curso todavía no trae esta tabla."
    if (stored.grid, stored.seeds) != (results.grid, results.seeds):
        return "La que viene con el curso probó otros valores o semillas."
    gaps = {
        metric: float(np.abs(stored.metrics[metric] - values)[np.isfinite(values)].max(initial=0))
        for metric, values in results.metrics.items()
        if metric != "seconds" and np.shape(stored.metrics.get(metric)) == values.shape
    }
    if not gaps:
        return "La que viene con el curso midió otras cosas."
    worst = max(gaps, key=lambda metric: gaps[metric])
    return (
        f"Con la que viene en el curso difiere a lo más en {decimal(gaps[worst])} ({named(worst)})."
    )
