"""Los dibujos de la lección 05, Xavier."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.diagnostics import LayerStats
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal

Profiles = Mapping[str, Sequence[LayerStats]]
COLORS = (viz.COLORS["without"], viz.COLORS["with"])
STARTS = {"antigua": COLORS[0], "Glorot": COLORS[1], "Glorot ×4": viz.COLORS["validation"]}


def _ticks(axis: Axis, values: Sequence[float]) -> None:
    """Marcas de un eje logarítmico, escritas como números corrientes."""
    axis.set_ticks(values, [decimal(value) for value in values])
    axis.set_ticks([], minor=True)


def valley(widths: Sequence[int], stds: Sequence[float], losses: Array) -> Array:
    """Pérdida contra σ y contra σ√n, una línea por ancho; devuelve la mejor σ de cada uno.

    Formas: losses (anchos, desviaciones, semillas).
    """
    fig, (left, right) = viz.figure(1, 2, height=3.6, sharey=True)
    mean = losses.mean(axis=2)
    best: Array = np.array(stds)[mean.argmin(axis=1)]
    for row, (width, color) in enumerate(zip(widths, COLORS, strict=True)):
        for ax, scale in ((left, 1), (right, np.sqrt(width))):
            x = np.array(stds) * scale
            viz.band(ax, x, losses[row].T, label=f"{width} neuronas", color=color, marker="o")
        aside = {"xytext": (-10, -4), "ha": "right"} if row == 0 else {"xytext": (0, -14)}
        left.annotate(
            f"{width} neuronas",
            (best[row], mean[row].min()),
            **{"ha": "center", "textcoords": "offset points", "color": color} | aside,
        )
    left.set(xscale="log", xlabel="desviación de los pesos, σ", ylabel="pérdida de validación")
    right.set(xscale="log", xlabel="σ√n")
    _ticks(left.xaxis, [0.02, 0.05, 0.1, 0.2, 0.5])
    _ticks(right.xaxis, [0.2, 0.5, 1, 2, 5])
    right.axvline(1, color=viz.INK, linewidth=1, linestyle=":")
    left.set(ylim=(0, 2.5))
    viz.show(
        fig,
        alt="Pérdida de validación contra la desviación de los pesos, con una línea para la red de "
        "32 neuronas por capa y otra para la de 256. Las dos son valles: con pesos chicos valen "
        "2,3 y con grandes vuelven a subir. El fondo está en 0,2 para la angosta y en 0,08 para la "
        "ancha. Contra σ√n, a la derecha, los dos fondos caen juntos, poco después de 1.",
    )
    return best


def monte_carlo(sizes: Sequence[int], centered: Mapping[str, Array], shifted: Array) -> None:
    """Var(z) medida contra n; la teoría, n/4 y n/2, punteada. Formas: (tamaños, semillas)."""
    fig, ax = viz.figure(height=3.6)
    # Cada distribución un poco al lado: donde coinciden se taparían
    for (name, runs), marker, aside in zip(centered.items(), "os^", (0.93, 1, 1.07), strict=True):
        ax.plot(np.array(sizes) * aside, runs, marker, color=viz.COLORS["with"], alpha=0.5)
        ax.plot([], [], marker, color=viz.COLORS["with"], label=f"pesos: {name}")
    ax.plot(sizes, shifted, "D", color=viz.COLORS["without"], alpha=0.5)
    ax.plot([], [], "D", color=viz.COLORS["without"], label="entradas de media 1")
    for factor in (1 / 4, 1 / 2):
        ax.plot(sizes, factor * np.array(sizes), ":", color=viz.INK, linewidth=1, zorder=0)
    ax.set(xscale="log", yscale="log", xlabel="entradas, n", ylabel="Var(z)")
    ax.legend(loc="upper left")
    viz.show(
        fig,
        alt="Varianza de z contra la cantidad de entradas, en escala logarítmica, cinco semillas. "
        "Con pesos normales, uniformes o de dos valores (dibujados un poco al lado) los puntos "
        "caen sobre la recta n/4. Con "
        "entradas de media 1 caen sobre la recta n/2, el doble.",
    )


def funnel(results: Profiles) -> tuple[dict[str, float], dict[str, float]]:
    """Activaciones y gradientes en el embudo según qué se usa como n, en potencias de dos.

    Devuelve por cuánto se multiplicó la desviación de ida y de vuelta.
    """
    fig, (left, right) = viz.figure(1, 2, height=3.4, sharey=True)
    for (name, stats), color in zip(results.items(), viz.sequence(len(results)), strict=True):
        steps = np.arange(1, len(stats) + 1)
        grads = np.array([layer.grad_std for layer in stats])
        left.plot(steps, np.log2([layer.std for layer in stats]), "o-", color=color, label=name)
        right.plot(steps, np.log2(grads / grads[-1]), "o-", color=color)
    left.set(xlabel="capa", ylabel="log₂ respecto del comienzo")
    left.set_title("la ida: activaciones")
    right.set(xlabel="capa")
    right.set_title("la vuelta: gradientes")
    left.legend(loc="upper left")
    viz.show(
        fig,
        alt="Dos paneles de un embudo de seis capas. Ida: con fan_in la desviación no cambia, con "
        "fan_out se multiplica por ocho y con fan_avg por algo más de dos. Vuelta: con fan_out el "
        "gradiente no cambia, con fan_in llega a la primera capa el 18 % y con fan_avg algo más de "
        "un tercio.",
    )
    forward = {name: stats[-1].std for name, stats in results.items()}
    return forward, {name: row[0].grad_std / row[-1].grad_std for name, row in results.items()}


def shapes(samples: Mapping[str, Array]) -> None:
    """Histogramas de pesos de la misma varianza y distinta forma."""
    fig, axes = viz.figure(1, len(samples), height=2.6, sharex=True, sharey=True)
    for ax, (name, weights) in zip(axes, samples.items(), strict=True):
        ax.hist(weights.ravel(), bins=60, density=True, color=viz.COLORS["with"])
        ax.set_title(name, fontsize=10)
        ax.set(xlabel="peso", xlim=(-0.22, 0.22))
    axes[0].set(ylabel="densidad")
    viz.show(
        fig,
        alt="Histogramas de 210.000 pesos de la misma desviación, 0,058. La normal truncada es una "
        "campana cortada en ±0,13; la sin truncar tiene colas hasta cerca de 0,2; la uniforme es "
        "un rectángulo entre −0,1 y 0,1.",
    )


def five_layers(stats: Profiles) -> None:
    """Activaciones, gradiente que vuelve y gradiente de los pesos, con dos comienzos."""
    fig, axes = viz.figure(1, 3, height=3.2)
    titles = {
        "std": "activaciones",
        "grad_std": "gradiente que vuelve",
        "grad_norm": "gradiente de los pesos",
    }
    for ax, (field, title) in zip(axes, titles.items(), strict=True):
        for (name, row), color in zip(stats.items(), COLORS, strict=True):
            values = [getattr(layer, field) for layer in row]
            ax.plot(np.arange(1, len(row) + 1), values, "o-", color=color, label=name)
        ax.set_title(title, fontsize=10)
        ax.set(
            xlabel="capa", yscale="log", ylabel="norma" if field == "grad_norm" else "desviación"
        )
        ax.margins(x=0.08)
        ax.set_xticks(range(1, len(row) + 1))
    _ticks(axes[0].yaxis, [0.05, 0.1, 0.2, 0.5])
    _ticks(axes[2].yaxis, [0.1, 0.2, 0.5, 1])
    axes[0].legend(loc="lower left")
    axes[2].set(ylim=(0.05, 1.5))
    viz.show(
        fig,
        alt="Tres paneles en escala logarítmica, capas 1 a 5, con la regla antigua y con Glorot. "
        "Activaciones: la antigua baja de 0,46 a 0,05 y Glorot de 0,63 a 0,32. Gradiente que "
        "vuelve: con la antigua cae diez veces hacia la capa 1, con Glorot se reduce a la mitad. "
        "Gradiente de los pesos: dos líneas planas, la antigua diez veces más abajo.",
    )


def depths(tables: Sequence[Results]) -> list[Array]:
    """Error de prueba contra la profundidad, cada comienzo con su mejor tasa de aprendizaje.

    Devuelve, por tabla, los promedios. Formas: (comienzos, profundidades).
    """
    fig, axes = viz.figure(1, len(tables), height=3.4, sharey=True)
    means = []
    for ax, table in zip(axes, tables, strict=True):
        (activation,) = table.grid["activation"]
        runs = table.tuned("test", activation=activation, open_ends=True)
        for name, rows in zip(table.grid["start"], runs, strict=True):
            color = STARTS[name]
            viz.band(ax, table.grid["depth"], rows.T, label=name, color=color, marker="o")
        ax.set(xlabel="capas ocultas", yscale="log", ylim=(4, 100))
        _ticks(ax.yaxis, [5, 10, 20, 50, 90])
        ax.set_title(activation)
        ax.legend(loc="upper left")
        means.append(runs.mean(axis=2))
    axes[0].set(ylabel="error de prueba (%)")
    viz.show(
        fig,
        alt="Error de prueba contra la cantidad de capas; cinco semillas. Con tanh, la antigua "
        "y Glorot van juntas cerca de 6 % hasta cinco capas; con diez la antigua sube a 11. Con "
        "sigmoid, Glorot sube a 22 % con cinco capas y a 90 con diez; con pesos cuatro veces "
        "mayores se mantiene cerca de 7 y llega a 12 con diez.",
    )
    return means


def _histograms(axes: Sequence[Axes], outputs: Array) -> None:
    for number, (ax, values) in enumerate(zip(axes, outputs, strict=True), 1):
        ax.clear()
        ax.hist(values.ravel(), bins=41, range=(-1.05, 1.05), color=viz.COLORS["with"])
        ax.set(yticks=[], xlim=(-1.05, 1.05))
        ax.set_title(f"capa {number}", fontsize=9)


def three_gains(activations: Callable[..., Array], gains: Sequence[float]) -> None:
    """Histogramas de las activaciones de cinco capas, una fila por ganancia."""
    fig, axes = viz.figure(len(gains), 5, height=4.2, sharex=True)
    for row, gain in zip(axes, gains, strict=True):
        _histograms(row, activations(activation="tanh", gain=gain))
        row[0].set_ylabel(f"g = {decimal(gain)}", rotation=0, ha="right", va="center")
    viz.show(
        fig,
        alt="Histogramas de las activaciones de tanh en cinco capas, una fila por ganancia. Con "
        "0,5 se angostan hasta ser una aguja en 0. Con 1 se angostan despacio. Con 4 "
        "se amontonan en −1 y en 1.",
    )


def histograms(activations: Callable[..., Array]) -> Callable[..., str]:
    """Lo que dibuja el explorador: las activaciones de cinco capas."""

    def draw(fig: Figure, activation: str, gain: float) -> str:
        outputs = activations(activation=activation, gain=gain)
        _histograms(fig.axes or fig.subplots(1, 5), outputs)
        first, last = (h.std(axis=0).mean() for h in outputs[[0, -1]])
        return (
            f"Con {activation} y ganancia {decimal(gain)}, la desviación de cada neurona entre "
            f"ejemplos va de {decimal(first, 2)} en la primera capa a {decimal(last, 2)} en la "
            "quinta."
        )

    return draw
