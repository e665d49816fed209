"""Los dibujos de la lección 09, la integración."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal, spread

RECIPE_COLORS = {
    "cruda": viz.COLORS["without"],
    "escalada": viz.COLORS["validation"],
    "He": viz.COLORS["train"],
    "BN": viz.COLORS["numpy"],
    "He + aumento": viz.COLORS["validation"],
    "He + dropout + aumento": viz.COLORS["keras"],
    "BN + dropout + aumento": viz.COLORS["with"],
}
MARKERS = ("o", "s", "P", "D", "v")
CEILING = 45  # sobre este error, una flecha: la red no aprende


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
    told = "; ".join(f"{name} {_story(runs.mean(axis=0))}" for name, runs in shown.items())
    viz.show(
        fig,
        alt="Error de validación por época con 20 % de etiquetas al azar, con una banda de tres "
        f"semillas por receta. En porcentaje, {told}.",
    )
    return shown


def _story(mean: Array) -> str:
    """Lo que hace una curva: hasta dónde baja, cuándo, y dónde termina."""
    low, end = float(np.min(mean)), float(mean[-1])
    after = "y se queda" if end < low + 1 else f"y vuelve a subir hasta {decimal(end, 2)}"
    return f"baja a {decimal(low, 2)} en la época {np.argmin(mean) + 1} {after}"


def ladder(final: Results) -> dict[str, Array]:
    """Error de prueba de cada receta con su tasa ya elegida: cada semilla y el promedio.

    Devuelve los errores de las semillas, por receta.
    """
    recipes = final.grid["recipe"]
    errors = final.values("test", stop="última época")
    fig, ax = viz.figure(height=4.6)
    rows = np.arange(len(recipes))
    ax.plot(errors, rows, "o", color=viz.COLORS["with"], alpha=0.45)
    ax.plot(errors.mean(axis=1), rows, "|", color=viz.INK, markersize=16, markeredgewidth=2)
    ax.set_yticks(rows, recipes)
    ax.invert_yaxis()
    lost = np.argwhere(errors > CEILING)
    ax.plot([CEILING - 1] * len(lost), lost[:, 0], ">", color=viz.COLORS["without"], markersize=9)
    for row in np.unique(lost[:, 0]):
        beyond = " y ".join(
            decimal(float(v), 2) for v in sorted(errors[row][errors[row] > CEILING])
        )
        ax.text(CEILING + 0.5, row, beyond, va="center", clip_on=False)
    ax.set(xlabel="error de prueba (%)", xlim=(0, CEILING))
    means = dict(zip(recipes, errors.mean(axis=1), strict=True))
    listed = "; ".join(f"{name}, {decimal(value, 2)}" for name, value in means.items())
    viz.show(
        fig,
        alt="Error de prueba de doce recetas, cada una con la tasa de aprendizaje que eligió la "
        "validación: un punto por semilla y una raya en el promedio. Promedios en porcentaje: "
        f"{listed}. Las que pasan de {CEILING} llevan una flecha.",
    )
    return dict(zip(recipes, errors, strict=True))


def epochs_to(curve: Array, target: float) -> list[int | None]:
    """La primera época en que cada semilla baja hasta la meta; None si nunca.

    Formas: curve (semillas, épocas).
    """
    return [int(np.argmax(run <= target)) + 1 if (run <= target).any() else None for run in curve]


def fastest(table: Results, target: float) -> dict[str, list[int]]:
    """Épocas de cada semilla hasta la meta con la tasa más rápida, de menor a mayor, por receta.

    Solo cuentan las tasas con que llegan todas; gana aquella cuya semilla más lenta llega antes.
    """
    found: dict[str, list[int]] = {}
    for name in table.grid["recipe"]:
        reached = [
            epochs_to(runs, target) for runs in table.values("validation curve", recipe=name)
        ]
        known = [sorted(e for e in epochs if e is not None) for epochs in reached]
        arrived = [epochs for epochs in known if len(epochs) == len(table.seeds)]
        if arrived:
            found[name] = min(arrived, key=lambda epochs: epochs[::-1])
    return found


def summary(table: Results, final: Results, costs: Results, target: float) -> str:
    """La escalera como texto: tasa, épocas hasta la meta, segundos y aciertos en la prueba.

    Las épocas van de la semilla más rápida a la más lenta, con la tasa elegida y con la más rápida;
    los segundos, en `costs`, son los de la corrida más corta.
    """
    header = ["receta", "tasa", "épocas", "segundos", "aciertos (%)", "épocas, tasa más rápida"]
    rows = [header]
    rates = np.array(table.grid["learning_rate"])
    quick = fastest(table, target)
    for name in table.grid["recipe"]:
        rate = float(rates[np.argmin(table.mean("validation", recipe=name))])
        reached = epochs_to(table.tuned("validation curve", recipe=name, open_ends=True), target)
        known = sorted(epoch for epoch in reached if epoch is not None)
        text = _range(known) if len(known) == len(reached) else "no llega"
        seconds = float(np.min(costs.values("seconds", recipe=name)))
        right = 100 - final.values("test", recipe=name, stop="última época")
        score = spread(float(right.mean()), float(right.std(ddof=1)))
        soonest = _range(quick[name]) if name in quick else "no llega"
        rows.append([name, decimal(rate, 2), text, decimal(seconds, 2), score, soonest])
    widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )


def _range(values: Sequence[int]) -> str:
    return " a ".join(map(str, sorted({values[0], values[-1]})))


def stopped(final: Results) -> tuple[dict[str, Array], dict[str, Array]]:
    """Error de prueba en la última época y en la mejor de validación, por receta.

    Cada caso eligió su tasa con validación. Devuelve los dos. Formas: (semillas,) por receta.
    """
    recipes = final.grid["recipe"]
    last, early = (final.values("test", stop=stop) for stop in ("última época", "a tiempo"))
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
    """Error de validación contra la tasa de aprendizaje; devuelve los promedios de cada receta.

    El eje se corta en `CEILING`: más arriba, una flecha dice que la red no aprende.
    """
    fig, ax = viz.figure(height=4.0)
    values = np.array(table.grid["learning_rate"])
    means = {name: table.mean("validation", recipe=name) for name in recipes}
    taken = np.zeros(len(values))
    for name, marker in zip(recipes, itertools.cycle(MARKERS), strict=False):
        runs, color = table.values("validation", recipe=name), RECIPE_COLORS[name]
        viz.band(ax, values, runs.T, label=name, color=color, marker=marker)
        off = np.flatnonzero(means[name] > CEILING)
        shift = 1.18 ** -(taken[off] + 0.5)  # las flechas de una misma tasa, en fila
        ax.plot(values[off] * shift, np.full(len(off), 43.5), "^", color=color, markersize=9)
        taken[off] += 1
    ax.set(xscale="log", xlabel="tasa de aprendizaje", ylim=(0, CEILING))
    ax.set(xlim=(values[0] / 1.3, values[-1] * 1.1))
    ax.text(values[0], 43.5, "▲ no aprende (90 %)", va="center", color=viz.INK)
    ax.set_xticks(values, [decimal(value, 2) for value in values])
    ax.set_xticks([], minor=True)
    ax.set(ylabel="error de validación (%)")
    viz.label_lines(ax)
    listed = "; ".join(
        f"{name}: {', '.join(decimal(value, 2) for value in row)}" for name, row in means.items()
    )
    viz.show(
        fig,
        alt="Error de validación al final contra la tasa de aprendizaje, de 0,001 a 0,25, en "
        f"escala logarítmica. En porcentaje, de la menor tasa a la mayor. {listed}.",
    )
    return means


def longer(table: Results, learning_rate: float, budget: int) -> dict[str, Array]:
    """Error de prueba por época de dos recetas que siguen mucho más allá del presupuesto.

    Devuelve las curvas. Formas: (semillas, épocas) por receta.
    """
    fig, ax = viz.figure(height=3.6)
    point = {"epochs": table.grid["epochs"][0], "learning_rate": learning_rate}
    shown = {
        name: table.values("test curve", recipe=name, **point) for name in table.grid["recipe"]
    }
    for (name, runs), style in zip(shown.items(), ("--", "-"), strict=False):
        epochs = np.arange(1, runs.shape[1] + 1)
        viz.band(ax, epochs, runs, label=name, color=RECIPE_COLORS[name], linestyle=style)
    ax.axvline(budget, color=viz.INK, linewidth=1, linestyle=":")
    ax.set(xlabel="época", ylabel="error de prueba (%)", ylim=(0, 30))
    ax.text(budget, 28, f" {budget} épocas", color=viz.INK)
    viz.label_lines(ax)
    listed = "; ".join(
        f"{name}, {decimal(float(runs[:, budget - 1].mean()), 2)} a las {budget} épocas y "
        f"{decimal(float(runs[:, -1].mean()), 2)} al terminar"
        for name, runs in shown.items()
    )
    viz.show(
        fig,
        alt="Error de prueba por época, con una banda de tres semillas por receta: las dos curvas "
        f"se cruzan. En porcentaje: {listed}.",
    )
    return shown


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
