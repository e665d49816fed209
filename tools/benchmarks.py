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
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

import benchmark_grading
import course_lib
from course_lib.lab import datasets, parity

# Los mismos hilos para todos. TensorFlow se mide como viene, con oneDNN, que es más rápido
THREADS = 2
THREADS_OF_RIVALS = {
    "OMP_NUM_THREADS": str(THREADS),
    "OPENBLAS_NUM_THREADS": str(THREADS),
    "TF_NUM_INTRAOP_THREADS": str(THREADS),
    "TF_NUM_INTEROP_THREADS": str(THREADS),
    "TF_ENABLE_ONEDNN_OPTS": "1",
}

NETWORKS = (
    (784, 64, 10),
    (784, 128, 64, 10),
    (784, 512, 512, 10),
    (784, 1024, 1024, 1024, 10),
)
BATCHES = (32, 128)
VARIANTS = PLAIN, DROPOUT, BATCH_NORM = ("simple", "dropout 0,5", "normalización por lotes")
OURS = "course_lib"

Epoch = Callable[[], Any]


@dataclass(frozen=True)
class Workload:
    """Una red (neuronas de la entrada a la salida), su tamaño de lote y lo que lleva dentro."""

    units: tuple[int, ...]
    batch: int
    variant: str

    @property
    def name(self) -> str:
        return "-".join(map(str, self.units))


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


def build(lib: Any, work: Workload) -> Any:
    """La misma red con course_lib o con Keras, lista para entrenar."""
    model = lib.Sequential([lib.Input(shape=work.units[:1])])
    for units in work.units[1:-1]:
        model.add(lib.layers.Dense(units))
        if work.variant == BATCH_NORM:
            model.add(lib.layers.BatchNormalization())
        model.add(lib.layers.Activation("relu"))
        if work.variant == DROPOUT:
            model.add(lib.layers.Dropout(0.5))
    model.add(lib.layers.Dense(work.units[-1]))
    model.compile(
        optimizer=lib.optimizers.Adam(),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def ours(work: Workload, x: NDArray[Any], y: NDArray[Any]) -> Epoch:
    model = build(course_lib, work)
    return lambda: model.fit(x, y, batch_size=work.batch, verbose=0)


def keras(work: Workload, x: NDArray[Any], y: NDArray[Any]) -> Epoch:
    model = build(parity.load_keras(), work)
    return lambda: model.fit(x, y, batch_size=work.batch, verbose=0)


def pytorch(work: Workload, x: NDArray[Any], y: NDArray[Any]) -> Epoch | None:
    if importlib.util.find_spec("torch") is None:
        return None
    import torch
    from torch import nn

    torch.set_num_threads(THREADS)
    parts: list[Any] = []
    for fan_in, fan_out in zip(work.units[:-2], work.units[1:-1], strict=True):
        parts.append(nn.Linear(fan_in, fan_out))
        if work.variant == BATCH_NORM:
            parts.append(nn.BatchNorm1d(fan_out))
        parts.append(nn.ReLU())
        if work.variant == DROPOUT:
            parts.append(nn.Dropout(0.5))
    model = nn.Sequential(*parts, nn.Linear(*work.units[-2:]))
    loss, optimizer = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters())
    inputs, labels = torch.from_numpy(x), torch.from_numpy(y)

    def epoch() -> None:
        for rows in torch.randperm(len(inputs)).split(work.batch):
            optimizer.zero_grad()
            loss(model(inputs[rows]), labels[rows]).backward()
            optimizer.step()

    return epoch


def scikit_learn(work: Workload, x: NDArray[Any], y: NDArray[Any]) -> Epoch | None:
    if work.variant != PLAIN:
        return None
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(work.units[1:-1], alpha=0, batch_size=work.batch)
    return lambda: model.partial_fit(x, y, classes=range(work.units[-1]))


def products(work: Workload, x: NDArray[Any], _: NDArray[Any]) -> Epoch:
    """Los productos que ningún entrenamiento evita: x·W, xᵀ·δ y, salvo en la entrada, δ·Wᵀ."""
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> NDArray[np.float32]:
        return rng.standard_normal(shape, dtype=np.float32)

    pairs = list(zip(work.units[:-1], work.units[1:], strict=True))
    weights = [normal(*pair) for pair in pairs]
    inputs = [normal(work.batch, fan_in) for fan_in, _ in pairs]
    grads = [normal(work.batch, fan_out) for _, fan_out in pairs]

    def epoch() -> None:
        for start in range(0, len(x), work.batch):
            size = min(work.batch, len(x) - start)
            for h, w in zip(inputs, weights, strict=True):
                h[:size] @ w
            for i in reversed(range(len(pairs))):
                inputs[i][:size].T @ grads[i][:size]
                if i > 0:
                    grads[i][:size] @ weights[i].T

    return epoch


RIVALS: dict[str, Callable[[Workload, NDArray[Any], NDArray[Any]], Epoch | None]] = {
    OURS: ours,
    "Keras": keras,
    "PyTorch": pytorch,
    "scikit-learn": scikit_learn,
    "productos": products,
}


def seconds(action: Epoch) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def ratio(a: Sequence[float], b: Sequence[float]) -> float:
    """Mediana de las razones, cada una entre tiempos de la misma vuelta."""
    return statistics.median(x / y for x, y in zip(a, b, strict=True))


def interleave(actions: Mapping[str, Epoch], repetitions: int) -> dict[str, list[float]]:
    """Cronometra las acciones por turnos, después de una vuelta de calentamiento."""
    for action in actions.values():
        action()
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(repetitions):
        for name, action in actions.items():
            times[name].append(seconds(action))
    return times


def measure(work: Workload, plan: Plan, x: NDArray[Any], y: NDArray[Any]) -> dict[str, Any]:
    epochs = {name: prepare(work, x, y) for name, prepare in RIVALS.items()}
    times = interleave(
        {name: epoch for name, epoch in epochs.items() if epoch is not None}, plan.repetitions
    )
    return {
        "red": work.name,
        "lote": work.batch,
        "variante": work.variant,
        "ms_por_paso": 1000 * statistics.median(times[OURS]) / -(-len(x) // work.batch),
        "razones": {
            name: ratio(times[OURS], times[name]) if name in times else None
            for name in RIVALS
            if name != OURS
        },
        "segundos_por_epoca": times,
    }


def networks(plan: Plan) -> Iterator[dict[str, Any]]:
    images, y = datasets.load_mnist()
    x = images[: plan.examples].reshape(-1, 784).astype(np.float32) / 255
    y = y[: plan.examples]
    os.environ |= THREADS_OF_RIVALS
    with threadpool_limits(THREADS), warnings.catch_warnings():
        # scikit-learn reparte las clases de un minilote como puede, y avisa
        warnings.simplefilter("ignore")
        for work in plan.workloads:
            yield measure(work, plan, x, y)


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


def comma(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def print_networks(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Escribe cada fila apenas se mide, y las devuelve todas."""
    rivals = [name for name in RIVALS if name != OURS]
    print("\nTiempo nuestro por paso, y dividido por el de cada uno: menos de 1,00 es ganar.\n")
    print("| red | lote | variante | ms por paso | " + " | ".join(f"/ {r}" for r in rivals) + " |")
    print("|---|---:|---|---:|" + "---:|" * len(rivals), flush=True)
    measured = []
    for row in rows:
        measured.append(row)
        ratios = " | ".join(comma(row["razones"][name]) for name in rivals)
        print(
            f"| {row['red']} | {row['lote']} | {row['variante']} "
            f"| {comma(row['ms_por_paso'])} | {ratios} |",
            flush=True,
        )
    return measured


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
        report["redes"] = print_networks(networks(plan))
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
