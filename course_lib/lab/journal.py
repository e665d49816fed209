"""La bitácora de un experimento largo: lo ya corrido se guarda, y si se interrumpe no se repite."""

import contextlib
import functools
import hashlib
import inspect
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from course_lib.config import Array
from course_lib.lab.results import Results, plain

HEADER = "experimento.json"
PARTS = {
    "experiment": "el experimento",
    "code": "su código",
    "grid": "la grilla",
    "seeds": "las semillas",
}


class Journal:
    """Las corridas ya hechas, cada una en su archivo; sin carpeta, solo lleva el tiempo.

    Argumentos:
        folder: dónde guardarlas; si ya tiene otras, deben ser del mismo experimento, con el mismo
            código, la misma grilla de partida y las mismas semillas. None no guarda nada.
    """

    def __init__(
        self,
        folder: str | Path | None,
        experiment: Callable[..., Any],
        grid: Mapping[str, list[Any]],
        seeds: list[int],
    ) -> None:
        self._start, self._before = time.perf_counter(), 0.0
        self._folder = None if folder is None else Path(folder)
        if self._folder is not None:
            _open(self._folder, _about(experiment) | {"grid": plain(grid), "seeds": seeds})

    @property
    def seconds(self) -> float:
        """Lo que va de la búsqueda, con lo que había durado antes de interrumpirse."""
        return self._before + time.perf_counter() - self._start

    def read(self, point: Mapping[str, Any]) -> dict[str, Array] | None:
        """Lo que midió esa corrida, o None si todavía no se hace."""
        if self._folder is None or not (path := self._path(point)).exists():
            return None
        try:
            run = Results.load(path)
        except ValueError as error:
            raise ValueError(f"{error} Bórralo, y solo esa corrida se repetirá.") from error
        self._before = max(self._before, run.seconds)
        return {name: value[(0,) * len(point)] for name, value in run.metrics.items()}

    def write(self, point: Mapping[str, Any], outcome: Mapping[str, Array]) -> None:
        """Guarda una corrida, entera o nada: es una tabla de un solo punto."""
        if self._folder is not None:
            grid = {name: [value] for name, value in point.items() if name != "seed"}
            metrics = {name: value[(None,) * len(point)] for name, value in outcome.items()}
            Results(grid, [point["seed"]], metrics, self.seconds).save(self._path(point))

    def _path(self, point: Mapping[str, Any]) -> Path:
        assert self._folder is not None
        key = json.dumps(plain({name: [value] for name, value in point.items()}))
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.npz"


def _about(experiment: Callable[..., Any]) -> dict[str, str]:
    """El nombre del experimento y la huella de su código y de lo que ya tiene fijado.

    Su código es el del archivo donde está escrito, con las funciones y constantes vecinas; no el de
    otros archivos que importe.
    """
    from joblib import hash as fingerprint

    fixed: list[Any] = []
    while isinstance(experiment, functools.partial):
        fixed.append((experiment.args, experiment.keywords))
        experiment = experiment.func
    if inspect.isfunction(experiment):
        fixed.append([cell.cell_contents for cell in experiment.__closure__ or ()])
    name = getattr(experiment, "__qualname__", type(experiment).__qualname__)
    return {"experiment": name, "code": str(fingerprint([_code(experiment), fixed]))}


def _code(experiment: Callable[..., Any]) -> str:
    """El archivo; si no hay (en un cuaderno), la función; si tampoco, nada."""
    for what in (inspect.getmodule(experiment), experiment):
        with contextlib.suppress(OSError, TypeError):
            return inspect.getsource(what)  # type: ignore[arg-type]  # sin módulo, TypeError
    return ""


def _open(folder: Path, about: dict[str, Any]) -> None:
    """Prepara la carpeta, o comprueba que lo que tiene es de este mismo experimento."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ValueError(f"`resume` es una carpeta, y {str(folder)!r} es un archivo.") from error
    header = folder / HEADER
    if not any(folder.iterdir()):
        header.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    try:
        stored = json.loads(header.read_text(encoding="utf-8"))
        different = [PARTS[key] for key in PARTS if stored[key] != about[key]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"La carpeta {str(folder)!r} no es de una búsqueda interrumpida, o se dañó su "
            f"{HEADER}. Da otra en `resume`, o bórrala para partir de nuevo."
        ) from error
    if different:
        raise ValueError(
            f"La carpeta {str(folder)!r} guarda otra cosa: cambió {' y '.join(different)}. Da otra "
            "en `resume`, o bórrala para partir de nuevo."
        )
