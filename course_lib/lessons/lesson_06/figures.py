"""Los dibujos de la lección 06, He."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal

COLORS = (viz.COLORS["without"], viz.COLORS["with"])


def hook(curves: Mapping[str, Array]) -> None:
    """Error de validación por época con dos comienzos. Formas: (semillas, épocas) cada uno."""
    fig, ax = viz.figure(height=3.4)
    for (name, runs), color in zip(curves.items(), COLORS, strict=True):
        viz.band(ax, np.arange(1, runs.shape[1] + 1), runs, label=name, color=color)
    ax.set(xlabel="época", ylabel="error de validación (%)", ylim=(0, 100))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de validación por época de una red de treinta capas con ReLU; tres semillas. "
        "Con varianza 1/n se queda en 90 %, que es adivinar. Con 2/n baja desde la primera época y "
        "en la sexta va cerca de 40.",
    )


def thirty(lines: Mapping[str, Array]) -> None:
    """Tamaño de z en cada capa, en potencias de dos; la teoría de 1/n y 3/n, punteada."""
    fig, ax = viz.figure(height=3.8)
    for (name, values), color in zip(lines.items(), viz.sequence(len(lines)), strict=True):
        steps = np.arange(1, len(values) + 1)
        ax.plot(steps, np.log2(values), color=color, label=name)
    for scale in (1, 3):
        ax.plot(steps, np.log2(scale) / 2 + (steps - 1) / 2 * np.log2(scale / 2), ":k", linewidth=1)
    ax.set(xlabel="capa", ylabel="log₂ del tamaño de z")
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Logaritmo en base 2 del tamaño de z en 30 capas. Con varianza 2/n y pesos normales, "
        "truncados o uniformes, tres líneas planas. Con 1/n baja en línea recta hasta cerca de "
        "−14, junto a la teoría punteada. Con 3/n sube hasta cerca de 10.",
    )


def _arms(table: Results) -> Sequence[tuple[str, str, str]]:
    labels = {"LeCun": "1/n", "He": "2/n"}
    return [
        (start, labels[start], color)
        for start, color in zip(table.grid["start"], COLORS, strict=True)
    ]


def training(table: Results, rate: float = 0.01) -> Array:
    """Error de validación cada 100 pasos con 10, 20 y 30 capas; devuelve el último promedio.

    Formas: (comienzos, profundidades).
    """
    depths = [10, 20, 30]
    fig, axes = viz.figure(1, 3, height=3.2, sharey=True)
    ends = np.zeros((2, 3))
    for column, (ax, depth) in enumerate(zip(axes, depths, strict=True)):
        for row, (start, label, color) in enumerate(_arms(table)):
            point = {"activation": "relu", "start": start, "depth": depth, "learning_rate": rate}
            runs = table.values("curve", **point)
            viz.band(ax, 100 * np.arange(1, runs.shape[1] + 1), runs, label=label, color=color)
            ends[row, column] = runs[:, -1].mean()
        ax.set_title(f"{depth} capas")
        ax.set(xlabel="paso", ylim=(0, 100))
    axes[0].set(ylabel="error de validación (%)")
    axes[0].legend(loc="upper right")
    viz.show(
        fig,
        alt="Error de validación contra el paso, hasta 1500, con 10, 20 y 30 capas. "
        "Con 10 capas, 1/n baja lento hasta el paso 600 y termina cerca de 2/n. Con 20 sigue "
        "sobre 80 % al final. Con 30 no se mueve de 90. Con 2/n las tres bajan a entre 8 y 14 %.",
    )
    return ends


def depths(table: Results) -> Array:
    """Error de prueba contra la profundidad, cada comienzo con su mejor tasa; los promedios."""
    fig, ax = viz.figure(height=3.4)
    runs = table.tuned("test", activation="relu", open_ends=True)
    for (_, label, color), rows in zip(_arms(table), runs, strict=True):
        viz.band(ax, table.grid["depth"], rows.T, label=label, color=color, marker="o")
    ax.set(xlabel="capas ocultas", ylabel="error de prueba (%)", yscale="log", ylim=(4, 100))
    ax.yaxis.set_ticks([5, 10, 20, 50, 90], ["5", "10", "20", "50", "90"])
    ax.yaxis.set_ticks([], minor=True)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de prueba, en escala logarítmica, contra la cantidad de capas. Cada regla con "
        "su mejor tasa; cinco semillas. Con 2, 5 y 10 capas las dos van juntas, entre 6 y 8 %. Con "
        "20, 1/n sube a 57 y 2/n a 11. Con 30, 1/n llega a 88 y 2/n a 16.",
    )
    return np.asarray(runs.mean(axis=-1))


def leaky(slopes: Sequence[float], factors: Mapping[str, Sequence[float]]) -> None:
    """Por cuánto se multiplica la señal en cada capa según la pendiente; la teoría, punteada."""
    fig, ax = viz.figure(height=3.2)
    for (name, values), color in zip(factors.items(), COLORS, strict=True):
        size = 9 if name == next(iter(factors)) else 5  # en 0 las dos coinciden
        ax.plot(slopes, values, "o", color=color, markersize=size, label=name)
    fine = np.linspace(0, 1, 50)
    ax.plot(fine, np.sqrt(1 + fine**2), ":", color=COLORS[0])
    ax.plot(fine, np.ones(50), ":", color=COLORS[1])
    ax.set(xlabel="pendiente a de leaky ReLU", ylabel="factor por capa", ylim=(0.9, 1.5))
    ax.legend(loc="upper left")
    viz.show(
        fig,
        alt="Factor por capa contra la pendiente de leaky ReLU, de 0 a 1. Con la regla de He los "
        "puntos siguen la curva raíz de 1 + a², que sube hasta 1,41. Con la regla corregida quedan "
        "todos en 1.",
    )


def census(training: Results, blow: Results) -> None:
    """Neuronas muertas a lo largo del entrenamiento y después de un solo paso."""
    fig, (left, right) = viz.figure(1, 2, height=3.4, sharey=True)
    rates, runs = training.grid["rate"], training.values("dead")
    for rate, rows, color in zip(rates, runs, COLORS[::-1], strict=True):
        viz.band(left, np.arange(rows.shape[1]), rows, label=f"tasa {decimal(rate)}", color=color)
    left.set(xlabel="época", ylabel="neuronas muertas (%)", ylim=(0, 60))
    left.set_title("al entrenar")
    left.legend(loc="upper left")
    steps = blow.grid["rate"]
    viz.band(right, steps, blow.values("dead").T, label="muertas", color="validation", marker="o")
    right.set(xscale="log", xlabel="tasa de aprendizaje")
    right.xaxis.set_ticks(steps, [decimal(rate) for rate in steps])
    right.xaxis.set_ticks([], minor=True)
    right.set_title("después de un solo paso")
    viz.show(
        fig,
        alt="Dos paneles con el porcentaje de neuronas muertas, cinco semillas. Al entrenar con "
        "tasas 0,03 y 0,1 se queda bajo 6 % en todas las épocas. Después de un solo paso crece con "
        "la tasa: 1 o 2 % hasta 0,1, un quinto con 1 y la mitad con 10.",
    )


def _profile(ax: Axes, values: Array) -> None:
    ax.plot(np.arange(1, len(values) + 1), np.log2(values), color=viz.COLORS["with"])
    ax.set(xlabel="capa", ylim=(-18, 18))


def three_scales(profile: Callable[..., Array], scales: Sequence[float]) -> None:
    """El tamaño de z en 30 capas con ReLU y tres escalas."""
    fig, axes = viz.figure(1, len(scales), height=3, sharey=True)
    for ax, scale in zip(axes, scales, strict=True):
        _profile(ax, profile(scale=scale, slope=0))
        ax.set_title(f"escala {decimal(scale)}", fontsize=11)
    axes[0].set_ylabel("log₂ del tamaño de z")
    viz.show(
        fig,
        alt="Logaritmo del tamaño de z en 30 capas con ReLU y tres escalas de la varianza. Con 1 "
        "baja en línea recta hasta cerca de −14, con 2 se mantiene en torno a 0 y con 3 sube hasta "
        "cerca de 9.",
    )


def scale_profile(profile: Callable[..., Array]) -> Callable[..., str]:
    """Lo que dibuja el explorador de la escala y la pendiente."""

    def draw(fig: Figure, scale: float, slope: float) -> str:
        values = profile(scale=scale, slope=slope)
        if not fig.axes:
            _profile(ax := fig.subplots(), values)
            ax.set_ylabel("log₂ del tamaño de z")
        ax = fig.axes[0]
        ax.lines[0].set_ydata(np.log2(values))
        ax.set_title(f"escala {decimal(scale)}, pendiente {decimal(slope)}")
        ends = np.log2(values[[0, -1]])
        return (
            f"Con escala {decimal(scale)} y pendiente {decimal(slope)}, el logaritmo del tamaño va "
            f"de {decimal(round(ends[0], 1))} en la capa 1 a {decimal(round(ends[1], 1))} en la "
            f"capa {len(values)}."
        )

    return draw


def between_networks(nets: Sequence[tuple[int, int]], spreads: Array) -> None:
    """Varianza de ln M entre redes contra Σ1/n, y la recta 5·Σ1/n. Redes: (ancho, profundidad)."""
    fig, ax = viz.figure(height=3.6)
    widths = sorted({width for width, _ in nets})
    for width, color, marker in zip(widths, viz.sequence(len(widths)), "os^", strict=False):
        rows = [(depth / n, s) for (n, depth), s in zip(nets, spreads, strict=True) if n == width]
        points = ax.plot(*np.array(rows).T, marker, color=color, label=f"ancho {width}")
        points[0].set(markersize=9, markerfacecolor="none", markeredgewidth=2)
    limit = max(depth / width for width, depth in nets)
    ax.plot([0, limit], [0, 5 * limit], ":", color=viz.INK)
    ax.set(xlabel="Σ 1/n, sumado sobre las capas", ylabel="varianza de ln M entre redes")
    ax.legend(loc="upper left")
    viz.show(
        fig,
        alt="Varianza entre redes del logaritmo de la señal contra la suma de 1/n. Redes de ancho "
        "32, 64 y 128 y de 5 a 30 capas. Todos los puntos caen cerca de una recta de pendiente 5.",
    )
