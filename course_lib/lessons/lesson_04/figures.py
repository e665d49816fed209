"""Los dibujos de la lección 04, inicialización."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.diagnostics import LayerStats
from course_lib.lab.text import decimal

Profiles = Mapping[str, Sequence[LayerStats]]


def fates(curves: Mapping[str, Array], chance: float) -> None:
    """Pérdida por época según con qué números partieron los pesos.

    Formas: curves[nombre] (semillas, épocas).
    """
    fig, ax = viz.figure(height=3.8)
    for (name, runs), color in zip(curves.items(), viz.sequence(len(curves)), strict=True):
        viz.band(ax, np.arange(1, runs.shape[1] + 1), runs, label=name, color=color)
    ax.axhline(chance, color=viz.INK, linewidth=1, linestyle=":", zorder=5)
    ax.annotate("ln 10", (3, chance), xytext=(0, -14), textcoords="offset points")
    ax.set(xlabel="época", ylabel="pérdida de entrenamiento", ylim=(0, 6))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Pérdida de entrenamiento por época de la misma red de diez capas y cuatro comienzos. "
        "Con ceros y con números muy chicos se queda pegada en 2,3, lo que vale adivinar. Con "
        "números grandes cae de cerca de 5 a 2,3 y también se pega. Con Glorot baja a casi 0.",
    )


def neurons(kernels: Mapping[str, Array]) -> None:
    """Los pesos de las primeras ocho neuronas de la primera capa, como imágenes.

    Formas: kernels[nombre] (784, neuronas).
    """
    fig, axes = viz.figure(len(kernels), 8, height=1.25 * len(kernels))
    for row, (name, kernel) in zip(axes, kernels.items(), strict=True):
        limit = np.abs(kernel).max()
        for ax, column in zip(row, kernel.T, strict=False):
            ax.imshow(column.reshape(28, 28), cmap="PuOr", vmin=-limit, vmax=limit)
            ax.set(xticks=[], yticks=[])
            ax.grid(False)
        row[0].set_ylabel(name, rotation=0, ha="right", va="center")
    viz.show(
        fig,
        alt="Los pesos de ocho neuronas después de entrenar, dibujados como imágenes de 28 por 28. "
        "Morado es positivo y naranjo, negativo; cada fila tiene su escala. Si todas parten "
        "iguales, las ocho imágenes son idénticas. Con Glorot, las ocho son distintas.",
    )


def _profile(ax: Axes, values: Sequence[float], **style: Any) -> None:
    with np.errstate(divide="ignore"):
        ax.plot(np.arange(1, len(values) + 1), np.log10(values), **style)


def depth_profiles(results: Mapping[str, Profiles]) -> None:
    """log₁₀ de la escala contra la profundidad: activaciones arriba, gradientes abajo.

    Argumentos:
        results: activación → esquema → lo observado en cada capa.
    """
    fig, axes = viz.figure(2, len(results), height=5.6, sharex=True, sharey="row")
    for (top, bottom), (activation, profiles) in zip(axes.T, results.items(), strict=True):
        for (name, stats), color in zip(profiles.items(), viz.sequence(len(profiles)), strict=True):
            # Con capas del mismo ancho Glorot va justo encima de LeCun: punteada se ven los dos
            style = {"color": color, "linestyle": ":" if name == "Glorot" else "-"}
            _profile(top, [layer.std for layer in stats], label=name, **style)
            _profile(bottom, [layer.grad_std for layer in stats], **style)
        top.set_title("ReLU" if activation == "relu" else activation)
        bottom.set_xlabel("capa")
    axes[0, 0].set(ylabel="log₁₀ desv. de la salida", ylim=(-12, 8))
    axes[1, 0].set(ylabel="log₁₀ desv. del gradiente", ylim=(-24, 8))
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=5)
    viz.show(
        fig,
        alt="Seis paneles: tanh, ReLU y sigmoid; arriba la escala de las activaciones, abajo la de "
        "los gradientes, en 30 capas y en potencias de diez. Con tanh y ReLU, la desviación 0,01 "
        "se desvanece; con 1, tanh se satura y sus gradientes explotan hacia la entrada, y en ReLU "
        "explota todo. Con LeCun y Glorot, que van juntas, tanh queda casi plana; con He, ReLU. En "
        "sigmoid todas las activaciones quedan planas y los gradientes caen quince o más órdenes "
        "de magnitud hacia la entrada, salvo con desviación 1. Algunas líneas se salen del panel.",
    )


def products(gains: Sequence[float], norms: Array) -> None:
    """Norma de un vector al multiplicarlo por matrices al azar. Forma: norms (ganancias, largo)."""
    fig, ax = viz.figure(height=3.6)
    steps = np.arange(norms.shape[1])
    for gain, values, color in zip(gains, norms, viz.sequence(len(gains)), strict=True):
        ax.plot(steps, np.log10(values), color=color, label=f"g = {decimal(gain)}")
        theory = np.log10(values[0]) + steps * np.log10(gain)
        ax.plot(steps, theory, ":", color=color)
    ax.set(xlabel="matrices multiplicadas", ylabel="log₁₀ de la norma")
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Logaritmo de la norma de un vector contra la cantidad de matrices al azar por las que "
        "se multiplicó, de 0 a 50. Son rectas que siguen a la teoría, punteada: con g = 0,5 cae "
        "quince órdenes de magnitud, con 1 queda casi plana y con 2 sube quince.",
    )


def healthy_and_dead(stats: Sequence[LayerStats]) -> None:
    """Activaciones, señal y gradientes de una red de sigmoid muy profunda, en potencias de diez."""
    fig, ax = viz.figure(height=3.6)
    _profile(ax, [s.std for s in stats], color=viz.COLORS["with"], label="activaciones")
    _profile(ax, [s.signal for s in stats], color=viz.COLORS["train"], label="entre ejemplos")
    _profile(ax, [s.grad_std for s in stats], color=viz.COLORS["validation"], label="gradientes")
    ax.set(xlabel="capa", ylabel="log₁₀ de la desviación")
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Red de 50 capas con sigmoid y Glorot. La desviación de las activaciones es una línea "
        "plana cerca de 0,1. Medida entre ejemplos cae en línea recta hasta 10 a la −15, cerca de "
        "la capa 25, y ahí se queda. La de los gradientes cae en línea recta de la salida a la "
        "entrada, unos treinta órdenes de magnitud.",
    )


def first_loss(scales: Sequence[float], losses: Array, chance: float) -> None:
    """Pérdida antes de entrenar según la desviación de los pesos. Forma: (semillas, escalas)."""
    fig, ax = viz.figure(height=3.4)
    viz.band(ax, scales, losses, label="pérdida inicial", color="train", marker="o")
    ax.axhline(chance, color=viz.INK, linewidth=1, linestyle=":")
    ax.set(xscale="log", yscale="log", xlabel="desviación de los pesos, σ", ylabel="pérdida")
    ax.annotate("ln 10", (scales[0], chance), xytext=(0, 6), textcoords="offset points")
    viz.show(
        fig,
        alt="Pérdida antes de entrenar contra la desviación de los pesos, en escalas logarítmicas. "
        "Hasta 0,03 vale 2,3, el logaritmo de 10 clases. Después de 0,1 se dispara y con 1 llega "
        "cerca de 100: la red parte segura de respuestas que inventó.",
    )


def _both(ax: Axes, stats: Sequence[LayerStats]) -> None:
    _profile(ax, [s.std for s in stats], color=viz.COLORS["with"], label="activaciones")
    _profile(ax, [s.grad_std for s in stats], color=viz.COLORS["validation"], label="gradientes")
    ax.set(xlabel="capa", ylim=(-25, 12))


def three_gains(look: Callable[..., Sequence[LayerStats]], gains: Sequence[float]) -> None:
    """El perfil de una red profunda con tanh y tres ganancias."""
    fig, axes = viz.figure(1, len(gains), height=3.2, sharey=True)
    for ax, gain in zip(axes, gains, strict=True):
        _both(ax, look(activation="tanh", gain=gain))
        ax.set_title(f"g = {decimal(gain)}", fontsize=11)
    axes[0].set_ylabel("log₁₀ de la desviación")
    axes[0].legend(loc="lower left", fontsize=9)
    viz.show(
        fig,
        alt="Escala de activaciones y gradientes en 30 capas de tanh con tres ganancias. Con 0,5 "
        "las activaciones se desvanecen hacia la salida y los gradientes hacia la entrada. Con 1 "
        "casi no cambian. Con 4 las activaciones quedan en 1 y los gradientes explotan.",
    )


def depth_profile(look: Callable[..., Sequence[LayerStats]]) -> Callable[..., str]:
    """Lo que dibuja el explorador de la ganancia."""

    def draw(fig: Figure, activation: str, gain: float) -> str:
        stats = look(activation=activation, gain=gain)
        if not fig.axes:
            ax = fig.subplots()
            _both(ax, stats)
            ax.set_ylabel("log₁₀ de la desviación")
            ax.legend(loc="lower left")
        ax = fig.axes[0]
        with np.errstate(divide="ignore"):
            logs = np.log10([[s.std for s in stats], [s.grad_std for s in stats]])
        for line, values in zip(ax.lines, logs, strict=True):
            line.set_ydata(values)
        ax.set_title(f"{activation}, g = {decimal(gain)}")
        forward, backward = ([decimal(round(v, 1)) for v in values[[0, -1]]] for values in logs)
        return (
            f"Con {activation} y ganancia {decimal(gain)}, de la capa 1 a la {len(stats)} el "
            f"logaritmo de la desviación va de {forward[0]} a {forward[1]} en las activaciones y "
            f"de {backward[0]} a {backward[1]} en los gradientes."
        )

    return draw
