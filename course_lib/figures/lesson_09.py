"""Los dibujos de la lección 09, la integración."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib import viz
from course_lib.config import Array
from course_lib.experiments import Results
from course_lib.text import decimal, spread

RECIPE_COLORS = {
    "cruda": viz.COLORS["without"],
    "escalada": viz.COLORS["validation"],
    "He": viz.COLORS["train"],
    "BN": viz.COLORS["numpy"],
    "He + dropout + aumento": viz.COLORS["keras"],
    "BN + dropout + aumento": viz.COLORS["with"],
}


def curves(table: Results, points: Sequence[tuple[str, float]]) -> dict[str, Array]:
    """Error de validación por época de algunas recetas, cada una con una tasa de aprendizaje.

    Devuelve las curvas. Formas: (semillas, épocas).
    """
    fig, ax = viz.figure(height=3.6)
    shown = {
        name: table.values("validation curve", recipe=name, learning_rate=rate)
        for name, rate in points
    }
    for name, runs in shown.items():
        epochs = np.arange(1, runs.shape[1] + 1)
        viz.band(ax, epochs, runs, label=name, color=RECIPE_COLORS[name])
    ax.set(xlabel="época", ylabel="error de validación (%)", ylim=(0, 40))
    viz.label_lines(ax)
    ends = ", ".join(
        f"{name}, {decimal(float(runs[:, -1].mean()), 2)}" for name, runs in shown.items()
    )
    viz.show(
        fig,
        alt="Error de validación por época con 20 % de etiquetas al azar, con una banda de tres "
        f"semillas por receta. Porcentaje al terminar: {ends}.",
    )
    return shown


def ladder(table: Results) -> dict[str, Array]:
    """Error de prueba de cada receta con su mejor tasa: cada semilla y el promedio.

    Devuelve los errores de las semillas, por receta.
    """
    recipes = table.grid["recipe"]
    errors = table.tuned("test")
    fig, ax = viz.figure(height=4.6)
    rows = np.arange(len(recipes))
    ax.plot(errors, rows, "o", color=viz.COLORS["with"], alpha=0.45)
    ax.plot(errors.mean(axis=1), rows, "|", color=viz.INK, markersize=16, markeredgewidth=2)
    ax.set_yticks(rows, recipes)
    ax.invert_yaxis()
    ax.set(xlabel="error de prueba (%)", xlim=(0, None))
    means = dict(zip(recipes, errors.mean(axis=1), strict=True))
    listed = "; ".join(f"{name}, {decimal(value, 2)}" for name, value in means.items())
    viz.show(
        fig,
        alt="Error de prueba de doce recetas, cada una con su mejor tasa de aprendizaje: un punto "
        f"por semilla y una raya en el promedio. Promedios en porcentaje: {listed}.",
    )
    return dict(zip(recipes, errors, strict=True))


def epochs_to(curve: Array, target: float) -> list[int | None]:
    """La primera época en que cada semilla baja hasta la meta; None si nunca.

    Formas: curve (semillas, épocas).
    """
    return [int(np.argmax(run <= target)) + 1 if (run <= target).any() else None for run in curve]


def summary(table: Results, costs: Results, target: float) -> str:
    """La escalera como texto: tasa, épocas hasta la meta, segundos y aciertos en la prueba.

    Las épocas van de la semilla más rápida a la más lenta; los segundos, en `costs`, son los de la
    corrida más corta.
    """
    header = ["receta", "tasa", "épocas", "segundos", "aciertos (%)"]
    rows = [header]
    rates = np.array(table.grid["learning_rate"])
    for name in table.grid["recipe"]:
        rate = float(rates[np.argmin(table.mean("validation", recipe=name))])
        reached = epochs_to(table.tuned("validation curve", recipe=name), target)
        known = sorted(epoch for epoch in reached if epoch is not None)
        text = (
            "no llega"
            if len(known) < len(reached)
            else " a ".join(map(str, sorted({known[0], known[-1]})))
        )
        seconds = float(np.min(costs.values("seconds", recipe=name)))
        right = 100 - table.tuned("test", recipe=name)
        score = spread(float(right.mean()), float(right.std(ddof=1)))
        rows.append([name, decimal(rate, 2), text, decimal(seconds, 2), score])
    widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )


def stopped(table: Results) -> tuple[dict[str, Array], dict[str, Array]]:
    """Error de prueba en la última época y en la mejor de validación, por receta.

    Cada caso elige su tasa con validación. Devuelve los dos. Formas: (semillas,) por receta.
    """
    recipes = table.grid["recipe"]
    last = table.tuned("test")
    validation, test = (table.metrics[f"{name} curve"] for name in ("validation", "test"))
    epoch = validation.argmin(axis=-1)[..., None]
    lowest, reached = (np.take_along_axis(v, epoch, axis=-1)[..., 0] for v in (validation, test))
    rate = lowest.mean(axis=-1).argmin(axis=-1)
    early = reached[np.arange(len(recipes)), rate]
    fig, ax = viz.figure(height=4.6)
    rows = np.arange(len(recipes))
    ax.hlines(rows, early.mean(axis=1), last.mean(axis=1), color=viz.GRID, linewidth=4)
    ax.plot(last.mean(axis=1), rows, "s", color=viz.COLORS["without"], label="última época")
    ax.plot(early.mean(axis=1), rows, "o", color=viz.COLORS["with"], label="detención temprana")
    ax.set_yticks(rows, recipes)
    ax.invert_yaxis()
    ax.set(xlabel="error de prueba (%)", xlim=(0, None))
    ax.legend(loc="lower right")
    listed = "; ".join(
        f"{name}, de {decimal(a, 2)} a {decimal(b, 2)}"
        for name, a, b in zip(recipes, last.mean(axis=1), early.mean(axis=1), strict=True)
    )
    viz.show(
        fig,
        alt="Error de prueba de cada receta en la última época y en la mejor de validación. En "
        f"porcentaje: {listed}.",
    )
    return dict(zip(recipes, last, strict=True)), dict(zip(recipes, early, strict=True))


def rates(table: Results, recipes: Sequence[str]) -> dict[str, Array]:
    """Error de validación contra la tasa de aprendizaje; devuelve los promedios de cada receta."""
    fig, ax = viz.figure(height=3.6)
    values = table.grid["learning_rate"]
    for name in recipes:
        runs = table.values("validation", recipe=name)
        viz.band(ax, values, runs.T, label=name, color=RECIPE_COLORS[name], marker="o")
    ax.set(xscale="log", xlabel="tasa de aprendizaje", ylim=(0, 100))
    ax.set_xticks(values, [decimal(value, 2) for value in values])
    ax.set_xticks([], minor=True)
    ax.set(ylabel="error de validación (%)")
    ax.legend(loc="upper left")
    means = {name: table.mean("validation", recipe=name) for name in recipes}
    listed = "; ".join(
        f"{name}: {', '.join(decimal(value, 2) for value in row)}" for name, row in means.items()
    )
    viz.show(
        fig,
        alt="Error de validación al final contra la tasa de aprendizaje, de 0,001 a 0,25, en "
        f"escala logarítmica. En porcentaje, de la menor tasa a la mayor. {listed}.",
    )
    return means


def _panel(ax: Axes, table: Results, recipe: str, learning_rate: float) -> tuple[float, float]:
    ax.clear()
    point = {"recipe": recipe, "learning_rate": learning_rate}
    runs = table.values("validation curve", **point)
    epochs = np.arange(1, runs.shape[1] + 1)
    viz.band(ax, epochs, runs, label="validación", color="validation")
    ax.axhline(20, color=viz.INK, linewidth=1, linestyle=":")
    ax.set(xlabel="época", ylim=(0, 100))
    title = recipe.replace(" + aumento", "\n+ aumento")
    ax.set_title(f"{title}\ntasa {decimal(learning_rate, 2)}", fontsize=9)
    return float(runs[:, -1].mean()), float(np.min(runs.mean(axis=0)))


def four_points(table: Results, points: Sequence[tuple[str, float]]) -> list[float]:
    """Cuatro puntos de la grilla, uno por panel; devuelve el error final de cada uno."""
    fig, axes = viz.figure(1, len(points), height=3.0, sharey=True)
    pairs = zip(axes, points, strict=True)
    ends = [_panel(ax, table, recipe, rate)[0] for ax, (recipe, rate) in pairs]
    axes[0].set(ylabel="error de validación (%)")
    listed = "; ".join(
        f"{recipe} con tasa {decimal(rate, 2)}, {decimal(end, 2)}"
        for (recipe, rate), end in zip(points, ends, strict=True)
    )
    viz.show(
        fig,
        alt="Error de validación por época en cuatro puntos de la grilla; la línea punteada es "
        f"20 %. Porcentaje al terminar: {listed}.",
    )
    return ends


def playground(table: Results) -> Callable[..., str]:
    """Lo que dibuja el explorador: una receta con una tasa de aprendizaje."""

    def draw(fig: Figure, recipe: str, learning_rate: float) -> str:
        ax = fig.axes[0] if fig.axes else fig.subplots()
        end, lowest = _panel(ax, table, recipe, learning_rate)
        ax.set(ylabel="error de validación (%)")
        return (
            f"Con la receta {recipe} y tasa {decimal(learning_rate, 2)}, el error de validación "
            f"termina en {decimal(end, 2)} % y su menor promedio es {decimal(lowest, 2)} %."
        )

    return draw


def keras_in_band(ours: Array, theirs: Array) -> None:
    """Error de validación por época: nuestras semillas y una corrida de Keras.

    Formas: ours (semillas, épocas), theirs (épocas,).
    """
    fig, ax = viz.figure(height=3.2)
    epochs = np.arange(1, len(theirs) + 1)
    viz.band(ax, epochs, ours, label=f"course_lib, {len(ours)} semillas", color="numpy")
    ax.plot(epochs, theirs, color=viz.COLORS["keras"], label="Keras")
    ax.set(xlabel="época", ylabel="error de validación (%)", ylim=(0, None))
    ax.legend()
    viz.show(
        fig,
        alt="Error de validación por época de la receta completa. La curva de Keras baja junto con "
        "la banda de nuestras semillas y en la segunda mitad van juntas, bajo 15 %.",
    )
