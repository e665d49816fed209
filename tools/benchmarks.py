"""Mide cuánto tarda el curso y con quién se compara. No es una prueba: nada falla por tardar.

    python tools/benchmarks.py [redes | imagenes | importar | calificar] [--json ARCHIVO] [--rapido]

`redes`: una época (MNIST de 5.000 imágenes, float32, Adam, pérdida desde puntajes) contra Keras
(`fit`, grafo compilado), PyTorch (sin compilar), scikit-learn y los puros productos de matrices
de la misma red. Las vueltas se intercalan y cada razón compara tiempos de una misma vuelta: si el
computador está ocupado, lo está para todos. La primera vuelta, en que Keras compila, no cuenta.
`imagenes`: cada capa de aumento contra la de Keras, con el mismo lote.
`importar`: `import course_lib` contra `import numpy`, cada vez en un proceso nuevo.
`calificar`: segundos por entrega con dos procesos, y cuánta memoria, al pasar de 20 a 1.000
copias del ejercicio 01 resuelto; y, si está nbgrader, lo que él tarda con las mismas 20.

PyTorch y nbgrader no están entre las dependencias del curso; sin ellos, su columna queda vacía.
Para medirlos:

    uv venv --python 3.11 .venv-bench
    uv pip install --python .venv-bench -r requirements/bench.txt
    .venv-bench/bin/python tools/benchmarks.py
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

import benchmark_grading
import course_lib
from benchmark_networks import VARIANTS, Workload, networks, print_networks
from benchmark_timing import OURS, THREADS, THREADS_OF_RIVALS, Epoch, comma, interleave, ratio
from course_lib.lab import parity

NETWORKS = (
    (784, 64, 10),
    (784, 128, 64, 10),
    (784, 512, 512, 10),
    (784, 1024, 1024, 1024, 10),
)
BATCHES = (32, 128)


@dataclass(frozen=True)
class Plan:
    """Qué se mide y cuántas veces."""

    networks: tuple[tuple[int, ...], ...] = NETWORKS
    batches: tuple[int, ...] = BATCHES
    examples: int = 5000
    repetitions: int = 5
    images: tuple[tuple[int, ...], ...] = ((50, 28, 28, 1), (128, 32, 32, 3), (32, 64, 64, 3))
    turns: int = 25
    imports: int = 21
    submissions: tuple[int, ...] = (20, 1000)

    @property
    def workloads(self) -> list[Workload]:
        return [
            Workload(units, batch, variant)
            for variant in VARIANTS
            for units in self.networks
            for batch in self.batches
        ]


FULL = Plan()
QUICK = Plan(
    networks=((784, 16, 10),),
    batches=(32,),
    examples=256,
    repetitions=1,
    images=((8, 6, 6, 1),),
    turns=1,
    imports=1,
    submissions=(2, 4),
)

IMAGE_LAYERS: dict[str, dict[str, Any]] = {
    "RandomFlip": {},
    "RandomCrop": {"height": 4, "width": 4},
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
    "RandomRotation": {"factor": 0.1},
    "RandomZoom": {"height_factor": 0.2},
    "RandomErasing": {"factor": (1.0, 1.0)},
    "RandomBrightness": {"factor": 0.2},
    "RandomContrast": {"factor": 0.2},
}


def images(plan: Plan) -> Iterator[dict[str, Any]]:
    os.environ |= THREADS_OF_RIVALS
    theirs, rng = parity.load_keras(), np.random.default_rng(0)

    def call(lib: Any, name: str, batch: Any) -> Epoch:
        layer = getattr(lib.layers, name)(**IMAGE_LAYERS[name])
        return lambda: np.asarray(layer(batch, training=True))

    for shape in plan.images:
        x = rng.uniform(0, 255, shape).astype(np.float32)
        tensor = theirs.ops.convert_to_tensor(x)
        for name in IMAGE_LAYERS:
            actions = {OURS: call(course_lib, name, x), "Keras": call(theirs, name, tensor)}
            times = interleave(actions, plan.turns)
            yield {
                "capa": name,
                "lote": list(shape),
                "ms": 1000 * statistics.median(times[OURS]),
                "razon": ratio(times[OURS], times["Keras"]),
                "segundos": times,
            }


def imports(plan: Plan) -> dict[str, Any]:
    """Segundos de `import X` dentro de un proceso nuevo, sin lo que tarda en partir Python."""
    code = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"

    def times(module: str) -> float:
        command = [sys.executable, "-c", code.format(module)]
        return float(subprocess.run(command, capture_output=True, check=True).stdout)

    samples: dict[str, list[float]] = {"numpy": [], OURS: []}
    for _ in range(plan.imports + 1):
        for module, values in samples.items():
            values.append(times(module))
    # la primera vuelta puede compilar a .pyc y leer del disco
    samples = {module: values[1:] for module, values in samples.items()}
    return {"razon": ratio(samples[OURS], samples["numpy"]), "segundos": samples}


def environment() -> dict[str, Any]:
    packages = ("numpy", "keras", "tensorflow", "torch", "scikit-learn")
    modules = {"scikit-learn": "sklearn"}
    return {
        "python": platform.python_version(),
        "hilos": THREADS,
        **{
            name: version(name)
            for name in packages
            if importlib.util.find_spec(modules.get(name, name))
        },
    }


def print_images(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    print("\nTiempo nuestro por lote de imágenes, y dividido por el de Keras.\n")
    print("| capa | lote | ms | / Keras |\n|---|---|---:|---:|", flush=True)
    measured = []
    for row in rows:
        measured.append(row)
        shape = "×".join(map(str, row["lote"]))
        print(f"| {row['capa']} | {shape} | {comma(row['ms'])} | {comma(row['razon'])} |")
    return measured


def print_imports(result: dict[str, Any]) -> None:
    ours, numpy = (1000 * statistics.median(result["segundos"][name]) for name in (OURS, "numpy"))
    print(
        f"\nimport course_lib: {ours:.0f} ms; import numpy: {numpy:.0f} ms; "
        f"razón {comma(result['razon'])} (meta: hasta 1,30)."
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Mide la velocidad del curso.")
    parser.add_argument(
        "que",
        nargs="?",
        choices=("redes", "imagenes", "importar", "calificar"),
        help="si no, las tres primeras",
    )
    parser.add_argument("--json", type=Path, metavar="ARCHIVO", help="guarda todo lo medido")
    parser.add_argument("--rapido", action="store_true", help="poco y una vez: solo si funciona")
    options = parser.parse_args(argv)
    plan = QUICK if options.rapido else FULL
    report: dict[str, Any] = {"entorno": environment()}
    print(", ".join(f"{name} {value}" for name, value in report["entorno"].items()))
    if options.que in (None, "redes"):
        report["redes"] = print_networks(networks(plan.workloads, plan.examples, plan.repetitions))
    if options.que in (None, "imagenes"):
        report["imagenes"] = print_images(images(plan))
    if options.que in (None, "importar"):
        report["importar"] = imports(plan)
        print_imports(report["importar"])
    if options.que == "calificar":
        report["calificar"] = benchmark_grading.measure(plan.submissions)
        benchmark_grading.show(report["calificar"])
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
