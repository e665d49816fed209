"""El mapa de un experimento: el error contra la tasa de aprendizaje, un brazo por curva."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.comparison import TIES
from course_lib.lab.experiments import Results
from course_lib.lab.text import columns, decimal, spread

MARKS = [0.001, 0.01, 0.1]


def show(
    worlds: Mapping[str, Results], arm: str, drawn: Sequence[Any], *, legend: str, top: float
) -> None:
    """Dibuja un mapa por mundo; el punto lleno es el que elige la validación.

    Argumentos:
        worlds: título → tabla con búsqueda de la tasa de aprendizaje.
        arm: qué distingue a las curvas, como "rate" o "l2".
        drawn: los valores de `arm` que se dibujan, donde la tabla los tenga.
        legend: el nombre de `arm` en la figura.
        top: hasta qué error (%) llega el eje; más arriba la red apenas aprende.
    """
    fig, axes = viz.figure(1, len(worlds), height=4, sharey=True, squeeze=False)
    colors = dict(zip(drawn, viz.sequence(len(drawn)), strict=True))
    told = []
    for ax, (title, table) in zip(axes[0], worlds.items(), strict=True):
        for value in sorted(set(drawn).intersection(table.grid[arm])):
            best = _curve(ax, table, colors[value], {arm: value})
            told.append(f"{title}, {legend} {decimal(value)}: {decimal(best)} %")
        ax.set(xscale="log", xlabel="tasa de aprendizaje", ylim=(0, top))
        ax.set_title(title, fontsize=11)
        ax.minorticks_off()
        ax.set_xticks(MARKS, map(decimal, MARKS))
    axes[0][0].set_ylabel("error de prueba (%)")
    axes[0][0].legend(title=legend, loc="upper center", ncols=2)
    viz.show(
        fig,
        alt="Error de prueba contra la tasa de aprendizaje, en escala logarítmica y cortado en "
        f"{top} %: una curva por {legend}. En el punto que elige la validación, "
        f"{'; '.join(told)}.",
    )


def _curve(ax: Axes, table: Results, color: str, point: dict[str, Any]) -> float:
    """Un brazo y su punto elegido; devuelve el error que ahí promedian las semillas."""
    fixed = {name: values[0] for name, values in table.grid.items() if len(values) == 1}
    steps, arm = table.grid["learning_rate"], fixed | point
    runs = table.values("test", **arm)
    (label,) = map(decimal, point.values())
    viz.band(ax, steps, np.fmin(runs, 100).T, label=label, color=color)
    (choice,) = table.choices(**arm)
    best = float(runs[steps.index(choice.value)].mean())
    ax.plot(choice.value, best, "o", color=color, markersize=8, zorder=4)
    return best


def report(worlds: Mapping[str, Results], arm: str, label: str) -> None:
    """Escribe el error de cada brazo con su mejor tasa, y contra el primero, al final y a tiempo.

    Junto a cada error de prueba va Δ ± su error estándar y el veredicto de `Results.compare`; ≈ es
    que no se distinguen.

    Argumentos:
        worlds, arm: como en `show`.
        label: el título de la columna de `arm`.
    """
    rows = [["", label, "validación", "prueba", "Δ", "a tiempo", "Δ"]]
    for world, table in worlds.items():
        first, *_ = table.grid[arm]
        for value in table.grid[arm]:
            point = {arm: value}
            row = [world, decimal(value), _percent(table.tuned("validation", **point))]
            for at in ("last", "best"):
                row.append(_percent(table.tuned("test", at=at, **point)))
                gain = table.compare("test", point, {arm: first}, at=at)
                verdict = "≈" if gain.verdict == TIES else gain.verdict
                told = f"{spread(gain.difference, gain.error)} {verdict}"
                row.append("" if value == first else told)
            rows.append(row)
    print(columns(rows))


def _percent(runs: Array) -> str:
    return f"{decimal(float(runs.mean()))} %"
