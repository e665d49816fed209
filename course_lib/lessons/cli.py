"""La orden `curso tablas`: vuelve a calcular las tablas de una lección."""

import argparse
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.checks import suggest
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal, duration
from course_lib.lessons import rooms
from course_lib.lessons.tables import Table, load
from course_lib.terminal import CommandError

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
    order.set_defaults(run=run_tables)


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
    seconds = {name: table.estimate() for name, table in chosen.items()}
    for name, expected in seconds.items():
        print(f"  {name}: cerca de {duration(expected)}")
    print(f"En total, cerca de {duration(sum(seconds.values()))} con {os.cpu_count()} núcleos.")
    for name, table in chosen.items():
        try:
            results = table.compute(folders[name])
            results.save(options.salida / f"{name}.npz")
        except (OSError, ValueError) as error:
            raise CommandError(f"{name}: {error}") from error
        shutil.rmtree(folders[name])
        print(f"\n{name}, {duration(results.seconds)}", _shown(results), sep="\n")
        print(_against_stored(lesson, name, results), flush=True)
    print(f"\nQuedaron en «{options.salida}».")


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


def _against_stored(lesson: str, name: str, results: Results) -> str:
    """Cuánto se aparta de la que viene con el curso: otro procesador suma en otro orden."""
    path = rooms.folder(lesson) / f"{name}.npz"
    if not path.exists():
        return "El curso todavía no trae esta tabla."
    stored = Results.load(path)
    if (stored.grid, stored.seeds) != (results.grid, results.seeds):
        return "La que viene con el curso probó otros valores o semillas."
    shared = sorted(stored.metrics.keys() & results.metrics.keys() - {"seconds"})
    gaps = {
        metric: float(np.nanmax(np.abs(stored.metrics[metric] - results.metrics[metric])))
        for metric in shared
    }
    worst = max(gaps, key=lambda metric: gaps[metric])
    return f"Con la que viene en el curso difiere a lo más en {decimal(gaps[worst])} («{worst}»)."
