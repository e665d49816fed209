"""Tiempos por turnos y razones entre tiempos de una misma vuelta. Lo usa `benchmarks.py`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Los mismos hilos para todos. TensorFlow se mide como viene, con oneDNN, que es más rápido
THREADS = 2
THREADS_OF_RIVALS = {
    "OMP_NUM_THREADS": str(THREADS),
    "OPENBLAS_NUM_THREADS": str(THREADS),
    "TF_NUM_INTRAOP_THREADS": str(THREADS),
    "TF_NUM_INTEROP_THREADS": str(THREADS),
    "TF_ENABLE_ONEDNN_OPTS": "1",
}
OURS = "course_lib"

Epoch = Callable[[], Any]


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


def comma(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
