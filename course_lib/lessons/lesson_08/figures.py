"""Los dibujos de la lección 08, normalización por lotes."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal

FEATURES = viz.CLASS_COLORS[:3]  # un color por característica: las columnas de la tabla
NOISY = viz.sequence(4)[2]
ARMS = (("without", "o"), ("with", "s"))
Neighbors = Callable[..., tuple[Array, Array]]


def _ticks(axis: Axis, values: Sequence[float]) -> None:
    """Marcas de un eje logarítmico, escritas como números corrientes."""
    axis.set_ticks(values, [decimal(value) for value in values])
    axis.set_ticks([], minor=True)


def hook(without: Array, normalized: Array) -> None:
    """Aciertos de validación paso a paso, sin normalización y con ella. Formas: (semillas, N)."""
    fig, ax = viz.figure(height=3.4)
    steps = np.linspace(0, 1000, normalized.shape[1] + 1)[1:]
    viz.band(ax, steps, normalized, label="con BN", color="with", marker="s")
    viz.band(ax, steps, without, label="sin BN", color="without", marker="o")
    ax.set(xlabel="paso", ylabel="aciertos de validación (%)", ylim=(0, 100))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Aciertos de validación de 100 a mil pasos, tres semillas. La red sin normalización "
        "se queda en 10 %, que es adivinar. La misma red con normalización por lotes pasa de 80 % "
        "a los 200 pasos y termina cerca de 88 %.",
    )


def tables(steps: Mapping[str, Array]) -> None:
    """Las tablas de la cuenta, una al lado de otra, con un color por columna."""
    fig, axes = viz.figure(1, len(steps), width=10, height=2.6)
    for ax, (name, table) in zip(axes, steps.items(), strict=True):
        rows, columns = table.shape
        top = (4 - rows) / 2
        tints = np.tile([to_rgba(color, 0.25) for color in FEATURES[:columns]], (rows, 1, 1))
        ax.imshow(tints, extent=(0, columns, top + rows, top), aspect="auto")
        for (row, column), value in np.ndenumerate(table):
            text = decimal(float(value), 4)
            ax.text(column + 0.5, top + row + 0.5, text, ha="center", va="center", fontsize=10)
        ax.set(xlim=(0, columns), ylim=(4, 0), xticks=[], yticks=[])
        ax.set_title(name, fontsize=11, loc="center")
        ax.set_xlabel(f"({rows}, {columns})")
        ax.grid(False)
        ax.spines[:].set_visible(False)
    axes[0].set_ylabel("ejemplos (axis=0)")
    viz.show(
        fig,
        alt="Cuatro tablas con un color por columna. La entrada, de 4 ejemplos por 3 "
        "características de tamaños muy distintos. La media y la desviación de cada columna: 10, "
        "2000 y 0; 5, 500 y 0,5. La normalizada, donde las tres columnas traen los mismos números, "
        "−1,4, −0,2, 0,2 y 1,4, en otro orden. Y la salida, después de aplicar γ y β.",
    )


def heat_maps(table: Results, passing: float = 80) -> Array:
    """Aciertos de validación según la tasa de aprendizaje y la desviación de los pesos.

    Una celda aprende si supera `passing`. Devuelve los aciertos, sin normalización y con ella.
    Formas: (2, desviaciones, tasas).
    """
    fig, axes = viz.figure(1, 2, width=10, height=4.2, sharey=True)
    stds, rates = table.grid["stddev"], table.grid["learning_rate"]
    maps = [100 - table.mean("validation", norm=norm) for norm in table.grid["norm"]]
    for ax, hits, title in zip(axes, maps, ("sin", "con"), strict=True):
        ax.imshow(hits, cmap="Greens", vmin=0, vmax=100, aspect="auto", origin="lower")
        for (row, column), value in np.ndenumerate(hits):
            learned = value > passing
            style = {"color": "white" if value > 65 else viz.INK}
            style |= {"fontweight": "bold" if learned else "normal"}
            ax.text(column, row, f"{value:.0f}", ha="center", va="center", **style)
        ax.set_xticks(range(len(rates)), [decimal(rate) for rate in rates])
        ax.set_yticks(range(len(stds)), [decimal(std) for std in stds])
        ax.set_title(f"{title} normalización: aprenden {(hits > passing).sum()} de {hits.size}")
        ax.set(xlabel="tasa de aprendizaje")
        ax.grid(False)
    axes[0].set(ylabel="desviación de los pesos al partir")
    viz.show(
        fig,
        alt="Dos mapas de 6 por 6: porcentaje de aciertos según la tasa de aprendizaje, de 0,01 a "
        "3, y la desviación inicial de los pesos, de 0,001 a 1. Sin normalización solo pasan de 80 "
        "% cinco celdas, en una isla en torno a desviación 0,1. Con normalización pasan treinta: "
        "fallan solo las de tasa baja con pesos muy grandes y la de pesos y tasa mínimos.",
    )
    return np.array(maps)


def story(table: Results) -> Array:
    """La media de una entrada de la última capa oculta, paso a paso, y los aciertos de tres redes.

    Devuelve los aciertos promedio. Formas: (3, épocas).
    """
    traces, curves = table.values("trace")[:, 0], 100 - table.values("validation")
    fig, (left, right) = viz.figure(1, 2, width=10, height=3.6)
    steps = np.arange(1, traces.shape[1] + 1)
    epochs = np.linspace(0, steps[-1], curves.shape[2] + 1)[1:]
    arms = (
        ("sin BN", "without", "o", 2),
        ("con BN", "with", "s", 3),
        ("con ruido", NOISY, "^", 1),
    )
    for (name, color, marker, order), trace, runs in zip(arms, traces, curves, strict=True):
        width = 0.6 if order == 1 else 1.2  # el ruido, delgado y detrás
        shade = viz.COLORS.get(color, color)
        left.plot(
            steps, trace, color=shade, linewidth=width, zorder=order, marker=marker, markevery=100
        )
        viz.band(right, epochs, runs, label=name, color=color, marker=marker)
    left.set(xlabel="paso", ylabel="media de una entrada, en el lote")
    left.set_title("con ruido salta cinco veces más")
    right.set(xlabel="paso", ylabel="aciertos de validación (%)", ylim=(0, 100))
    right.set_title("con ruido aprende casi igual")
    right.legend(loc="lower right")
    viz.show(
        fig,
        alt="A la izquierda, la media en cada lote de una entrada de la última capa oculta, entre "
        "0 y 1: sin normalización se pasea y tiembla, con normalización apenas se aparta de 0,5 y "
        "con ruido salta en cada paso entre 0,3 y 0,7. A la derecha, los aciertos: la de ruido "
        "aprende casi tan rápido como la normalizada, y la red sin normalización va muy atrás y "
        "recién a los 600 pasos se les acerca.",
    )
    return np.asarray(curves.mean(axis=1))


def moving_trap(steps: Array, runs: Mapping[float, Array]) -> None:
    """La varianza móvil contra la verdadera y los aciertos que cuesta el atraso, por momentum.

    Formas: runs (semillas, 3, largo de steps); los tres son aciertos, varianza móvil y verdadera.
    """
    fig, (left, right) = viz.figure(1, 2, width=10, height=3.4)
    styles = zip(viz.sequence(2), ("o", "s"), ("--", "-"), strict=True)
    for (momentum, rows), (color, marker, dashes) in zip(runs.items(), styles, strict=True):
        name, style = f"momentum {decimal(momentum)}", {"marker": marker, "linestyle": dashes}
        hits, moving, true = rows.transpose(1, 0, 2)
        from_one = np.insert(moving, 0, 1, axis=1)  # con que parte la capa, antes del primer paso
        viz.band(left, np.append(0, steps), from_one, label=name, color=color, **style)
        viz.band(right, steps, hits, label=name, color=color, **style)
    left.plot(steps, true.mean(axis=0), ":", color=viz.INK, label="la verdadera")
    left.set(xlabel="paso", ylabel="varianza de la primera capa", yscale="log", ylim=(0.008, 1.2))
    _ticks(left.yaxis, [0.01, 0.03, 0.1, 0.3, 1])
    left.set_title("la varianza parte en 1 y demora en bajar")
    right.set(xlabel="paso", ylabel="aciertos de validación (%)", ylim=(0, 100))
    right.set_title("la misma red, al predecir")
    left.legend(loc="upper right")
    viz.show(
        fig,
        alt="A la izquierda, en escala logarítmica, la varianza móvil de la primera capa, que "
        "parte en 1: con momentum 0,9 cae en 50 pasos sobre la verdadera, que va de 0,01 a 0,05; "
        "con 0,99 a los 250 pasos va en 0,1 y recién a los 500 la alcanza. A la derecha, los "
        "aciertos de validación de la misma red: con 0,9 pasa de 80 % a los 150 pasos; con 0,99 se "
        "queda en 10 % hasta los 200 pasos y recién a los 500 la alcanza.",
    )


def variance_shift(rates: Sequence[float], ratios: Array, theory: Array) -> None:
    """Varianza al predecir sobre varianza al entrenar, con dropout antes de normalizar.

    Formas: ratios (semillas, largo de rates); theory (largo de rates,).
    """
    fig, ax = viz.figure(height=3.4)
    viz.band(ax, rates, ratios, label="medida", color="numpy", marker="o", linestyle="none")
    ax.plot(rates, theory, ":", color=viz.INK, label="teoría")
    ax.set(xlabel="tasa de dropout", ylabel="varianza al predecir / al entrenar", ylim=(0, 1.1))
    ax.legend(loc="upper right")
    viz.show(
        fig,
        alt="Razón entre la varianza al predecir y al entrenar, contra la tasa de dropout, cuando "
        "dropout va antes de normalizar: baja de 1 a 0,73 con tasa 0,2, a 0,41 con 0,5 y a 0,15 "
        "con 0,8. Los puntos medidos caen sobre la línea punteada de la teoría.",
    )


def tuned(table: Results) -> dict[float, tuple[Array, Array]]:
    """Error de prueba contra la tasa de aprendizaje, con etiquetas buenas y con mentiras.

    Devuelve, por nivel de ruido, el error de prueba promedio de cada brazo con la tasa que eligió
    la validación, y esa tasa. Formas: (2 brazos,) y (2 brazos,).
    """
    fig, axes = viz.figure(1, 2, width=10, height=3.4, sharey=True)
    rates, best = table.grid["learning_rate"], {}
    titles = ("etiquetas buenas: empatan", "20 % al azar: gana sin BN")
    for ax, noise, title in zip(axes, table.grid["noise"], titles, strict=True):
        for norm, name, (color, marker) in zip(
            table.grid["norm"], ("sin BN", "con BN"), ARMS, strict=True
        ):
            runs = table.values("test", noise=noise, norm=norm)[0]
            viz.band(ax, rates, runs.T, label=name, color=color, marker=marker)
        ax.set(xscale="log", xlabel="tasa de aprendizaje", ylim=(0, 40))
        _ticks(ax.xaxis, rates)
        ax.set_title(title)
        chosen = table.mean("validation", noise=noise)[0].argmin(axis=-1)
        best[noise] = (
            table.tuned("test", noise=noise, open_ends=True)[0].mean(axis=-1),
            np.take(rates, chosen),
        )
    axes[0].set(ylabel="error de prueba (%)")
    axes[0].legend(loc="upper left")
    viz.show(
        fig,
        alt="Error de prueba contra la tasa de aprendizaje, de 0,003 a 1, tres semillas. Con "
        "etiquetas buenas, las redes con y sin normalización bajan juntas de 14 % a 6 % hasta tasa "
        "0,3; con tasa 1 la que no normaliza falla. Con 20 % de etiquetas al azar las dos tienen "
        "su mejor tasa en 0,01, donde la que no normaliza falla 10,6 % y la otra 13,5 %; con 0,1 "
        "se encuentran cerca de 19 %.",
    )
    return best


def _draw_neighbors(ax: Axes, before: Array, after: Array) -> None:
    """Cada ejemplo como una línea, de lo que entra a lo que sale; el último es el que se mueve."""
    ax.clear()
    for index, pair in enumerate(zip(before, after, strict=True)):
        moved = index == len(before) - 1
        color, marker = ("validation", "D") if moved else ("with", "o")
        ax.plot([0, 1], pair, color=viz.COLORS[color], marker=marker)
    ax.set(xlim=(-0.2, 1.2), ylim=(-2.5, 10.5))
    ax.set_xticks([0, 1], ["entra", "sale"])


def three_neighbors(neighbors: Neighbors, values: Sequence[float]) -> None:
    """El mismo lote con tres valores del último ejemplo."""
    fig, axes = viz.figure(1, len(values), height=3.2, sharey=True)
    for ax, value in zip(axes, values, strict=True):
        _draw_neighbors(ax, *neighbors(value=value))
        ax.set_title(f"el último vale {decimal(value)}", fontsize=10)
    viz.show(
        fig,
        alt="Tres lotes de cuatro ejemplos: lo que entra y lo que sale, unidos por líneas. Los "
        "tres primeros, en verde, entran siempre en −1, 0 y 1. El último, en naranjo, vale 0,5, 3 "
        "o 10. Cuanto mayor es, más juntos y más abajo salen los otros tres, que no se movieron.",
    )


def neighbors_explorer(neighbors: Neighbors) -> Callable[..., str]:
    """Lo que dibuja el explorador: un ejemplo se mueve y los demás responden."""

    def draw(fig: Figure, value: float, size: int, mode: str) -> str:
        before, after = neighbors(value=value, size=size, training=mode == "entrenamiento")
        _draw_neighbors(fig.axes[0] if fig.axes else fig.subplots(), before, after)
        others = ", ".join(decimal(y, 2) for y in after[:-1])
        return (
            f"En modo {mode}, con el último ejemplo en {decimal(value)}, ese sale en "
            f"{decimal(after[-1], 2)} y los otros en {others}."
        )

    return draw


def companions(outputs: Mapping[int, Array]) -> None:
    """Lo que sale por una neurona para el mismo ejemplo, en muchos lotes de cada tamaño."""
    fig, axes = viz.figure(1, len(outputs), height=2.6, sharex=True)
    for ax, (size, values) in zip(axes, outputs.items(), strict=True):
        ax.hist(values, bins=41, range=(-2.5, 2.5), color=viz.COLORS["with"])
        ax.set_title(f"lotes de {size}", fontsize=10)
        ax.set(xlabel="salida", yticks=[])
    viz.show(
        fig,
        alt="Histogramas de la salida de una neurona para un mismo ejemplo en mil lotes al azar. "
        "Con lotes de 2 hay dos agujas, en −1 y en 1. Con lotes de 8 es una campana ancha. Con "
        "lotes de 64 es una campana angosta.",
    )


def lots(table: Results) -> Array:
    """Error de prueba contra el tamaño del lote, cada punto con la tasa que eligió la validación.

    Devuelve los promedios. Formas: (2 brazos, tamaños).
    """
    fig, ax = viz.figure(height=3.4)
    sizes = table.grid["batch"]
    runs = table.tuned("test", open_ends=True)[0, 0]
    for name, rows, (color, marker) in zip(("sin BN", "con BN"), runs, ARMS, strict=True):
        viz.band(ax, sizes, rows.T, label=name, color=color, marker=marker)
    ax.set(xscale="log", xlabel="ejemplos por lote", ylabel="error de prueba (%)", ylim=(0, 45))
    _ticks(ax.xaxis, sizes)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de prueba contra el tamaño del lote: 2, 8 y 64. Con 8 y con 64 las redes con y "
        "sin normalización empatan cerca de 8 %. Con lotes de 2, la que no normaliza sigue "
        "cerca de 9 % y la que normaliza falla un tercio.",
    )
    return np.asarray(runs.mean(axis=2))


def keras_in_band(ours: Array, theirs: Array) -> None:
    """La curva de Keras junto a la banda de nuestras semillas. Formas: (semillas, N) y (N,)."""
    fig, ax = viz.figure(height=3.2)
    steps = np.linspace(0, 1000, ours.shape[1] + 1)[1:]
    viz.band(ax, steps, ours, label="course_lib", color="numpy")
    ax.plot(steps, theirs, "s--", color=viz.COLORS["keras"], label="Keras")
    ax.set(xlabel="paso", ylabel="aciertos de validación (%)", ylim=(70, 100))
    ax.legend(loc="lower right")
    viz.show(
        fig,
        alt="Aciertos de validación por paso de la red normalizada: la curva de Keras sube junto "
        "a la banda de nuestras tres semillas, de cerca de 80 % hasta cerca de 88 %, y se sale un "
        "poco en algunos puntos.",
    )
