"""Una época de la misma red con el curso, con cada rival y con los puros productos de matrices.

Lo usa `python tools/benchmarks.py redes`.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

import course_lib
from benchmark_timing import OURS, THREADS, THREADS_OF_RIVALS, Epoch, comma, interleave, ratio
from course_lib.lab import datasets, parity

VARIANTS = PLAIN, DROPOUT, BATCH_NORM = ("simple", "dropout 0,5", "normalización por lotes")


@dataclass(frozen=True)
class Workload:
    """Una red (neuronas de la entrada a la salida), su tamaño de lote y lo que lleva dentro."""

    units: tuple[int, ...]
    batch: int
    variant: str

    @property
    def name(self) -> str:
        return "-".join(map(str, self.units))


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


def measure(work: Workload, repetitions: int, x: NDArray[Any], y: NDArray[Any]) -> dict[str, Any]:
    epochs = {name: prepare(work, x, y) for name, prepare in RIVALS.items()}
    times = interleave(
        {name: epoch for name, epoch in epochs.items() if epoch is not None}, repetitions
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


def networks(
    workloads: Sequence[Workload], examples: int, repetitions: int
) -> Iterator[dict[str, Any]]:
    images, y = datasets.load_mnist()
    x = images[:examples].reshape(-1, 784).astype(np.float32) / 255
    y = y[:examples]
    os.environ |= THREADS_OF_RIVALS
    with threadpool_limits(THREADS), warnings.catch_warnings():
        # scikit-learn reparte las clases de un minilote como puede, y avisa
        warnings.simplefilter("ignore")
        for work in workloads:
            yield measure(work, repetitions, x, y)


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
