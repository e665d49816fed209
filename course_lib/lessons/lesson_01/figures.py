"""Los dibujos de la lección 01, regularización L2."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import chilean, decimal
from course_lib.models import Sequential

Rule = Callable[[NDArray[Any]], NDArray[Any]]
Minimum = Callable[[float], Array]
Points = tuple[NDArray[Any], NDArray[Any]]

LIE, TRUTH = viz.CLASS_COLORS[1], viz.CLASS_COLORS[0]


def memorizing(story: Array) -> None:
    """Las tres curvas de `follow`: mentiras repetidas, error de validación y ‖W‖."""
    fig, axes = viz.figure(1, 3, height=3)
    titles = ["mentiras repetidas (%)", "error de validación (%)", "tamaño de los pesos, ‖W‖"]
    limits = [(0, 105), (0, 40), (None, None)]
    for ax, curve, title, limit in zip(axes, story.T, titles, limits, strict=True):
        ax.plot(curve, color=viz.COLORS["without"])
        ax.set(xlabel="época", ylim=limit)
        ax.set_title(title, fontsize=11)
    viz.show(
        fig,
        alt="Tres curvas de 0 a 30 épocas. Las mentiras repetidas suben de cerca de 10 % a casi "
        "100 %. El error de validación cae bruscamente y luego sube hasta cerca de 20 %. El "
        "tamaño de los pesos crece sin parar.",
    )


def decision_maps(rules: Mapping[float, Rule], studied: Points, new: Points) -> Array:
    """Lo que decide cada red en el plano; devuelve sus errores (%) en lo estudiado y en lo nuevo.

    Formas: devuelve (reglas, 2).
    """
    fig, axes = viz.figure(2, 2, height=6.6, sharex=True, sharey=True)
    errors = np.array([
        [100 * np.mean(rule(x) != y) for x, y in (studied, new)] for rule in rules.values()
    ])
    for ax, (l2, rule), (told, missed) in zip(axes.flat, rules.items(), errors, strict=True):
        viz.points(ax, *studied)
        viz.regions(ax, rule)
        title = f"λ = {decimal(l2)}: estudiado {told:.0f} %, nuevo {missed:.0f} %"
        ax.set_title(title, fontsize=11)
    viz.show(
        fig,
        alt="Cuatro mapas de decisión de dos medias lunas. Con λ = 0 hay islas alrededor de los "
        "puntos mal etiquetados; con 0,0003 quedan menos; con 0,002 la frontera es una curva "
        "limpia entre las lunas; con 0,03 es casi una recta que corta las puntas.",
    )
    return errors


def u_curve(runs: Results) -> None:
    """Errores contra λ, con la brecha sombreada, y lo que la red contesta en las mentiras."""
    fig, (left, right) = viz.figure(1, 2, height=4)
    lambdas = runs.grid["l2"]
    x = np.arange(len(lambdas))
    for name, label in (("train", "entrenamiento"), ("validation", "validación")):
        style: dict[str, Any] = {"color": name, "linestyle": viz.LINESTYLES[name]}
        viz.band(left, x, runs.values(name).T, label=label, marker="o", **style)
    gap = left.fill_between(x, runs.mean("train"), runs.mean("validation"), zorder=0)
    gap.set(color="#E9ECF0", label="brecha")
    for name, label, color in (("lie", "la mentira", LIE), ("truth", "la verdad", TRUTH)):
        viz.band(right, x, runs.values(name).T, label=label, color=color, marker="o")
    left.set(title="error (%)", ylim=(0, None))
    right.set(title="en las mentiras, responde… (%)", ylim=(0, 105))
    for ax in (left, right):
        _prices(ax, lambdas)
        ax.legend(loc="upper center" if ax is left else "center left")
    viz.show(
        fig,
        alt="A la izquierda, contra λ, el error de entrenamiento sube de 0 a cerca de 40 %; el "
        "de validación baja de cerca de 20 % a cerca de 12 % en λ = 0,01 y vuelve a subir: una U. "
        "La brecha sombreada entre los dos se cierra y se invierte. A la derecha, las mentiras "
        "repetidas caen de casi 100 % a casi 0, y las respuestas verdaderas suben hasta cerca de "
        "85 % y bajan un poco al final.",
    )


def best_rates(full: Results) -> None:
    """Escribe los errores de cada λ con la tasa que mejor le va en validación."""
    rows = ["      λ    tasa  estudiado  validación  prueba"]
    for i, j in enumerate(full.mean("validation").argmin(axis=1)):
        rate = full.grid["learning_rate"][j]
        errors = [full.mean(name)[i, j] for name in ("train", "validation", "test")]
        told, checked, sealed = (chilean(f"{error:.1f} %") for error in errors)
        l2 = decimal(full.grid["l2"][i])
        rows.append(f"{l2:>7}  {decimal(rate):>6}  {told:>9}  {checked:>10}  {sealed:>6}")
    print("\n".join(rows))


def weights(stories: Mapping[float, tuple[Sequential, Array]]) -> None:
    """Por cada λ, ‖W‖ época por época y el histograma final de la primera capa."""
    fig, (left, right) = viz.figure(1, 2, height=3.8)
    bins = np.linspace(-0.4, 0.4, 81)
    colors = viz.sequence(len(stories))
    for (l2, (model, story)), color in zip(stories.items(), colors, strict=True):
        left.plot(story[:, 2], color=color, label=f"λ = {decimal(l2)}")
        kernel = np.clip(model.get_weights()[0].ravel(), bins[0], bins[-1])
        right.hist(kernel, bins, histtype="step", color=color, linewidth=1.8)
    left.set(title="tamaño de los pesos, ‖W‖", xlabel="época", ylim=(0, None))
    right.set(title="pesos de la primera capa", xlabel="valor", ylabel="cuántos", yscale="log")
    viz.label_lines(left)
    viz.show(
        fig,
        alt="A la izquierda, la norma de los pesos por época: sin penalización crece, con λ = 0,01 "
        "cae y se estabiliza más abajo, con λ = 0,1 cae a 0. A la derecha, el histograma de "
        "la primera capa se angosta alrededor de 0 a medida que λ crece.",
    )


def valley(ax: Axes, l2: float, data: Array, minimum: Minimum) -> None:
    """Curvas de nivel de un valle con su cobro, lo que quieren los datos (●) y su mínimo (★)."""
    level_lines(ax, l2, data)
    ax.plot(*data, "o", color=viz.INK, zorder=3)
    ax.plot(*minimum(l2), "*", color=viz.INK, markersize=14, zorder=3)
    ax.set(aspect="equal", xlabel="peso w₁", ylabel="peso w₂", xlim=(-1, 3), ylim=(-1, 3))


def level_lines(ax: Axes, l2: float, data: Array) -> None:
    """Las curvas de nivel de la pérdida con su cobro; reemplazan a las que hubiera."""
    for previous in [*ax.collections]:
        previous.remove()
    a, b = np.meshgrid(np.linspace(-1, 3, 60), np.linspace(-1, 3, 60))
    height = (a - data[0]) ** 2 / 2 + 0.1 * (b - data[1]) ** 2 / 2 + l2 * (a**2 + b**2)
    levels = np.sqrt(height - height.min())
    ax.contour(a, b, levels, 9, colors="#C3C8D0", linewidths=1, zorder=0)


def two_shrinkings(
    paths: Mapping[str, tuple[Array, Array]], l2: float, data: Array, minimum: Minimum
) -> None:
    """Por cada optimizador, el camino con penalización y el camino con `weight_decay`."""
    fig, axes = viz.figure(1, len(paths), height=3.5, sharey=True)
    for ax, (name, (inside, outside)) in zip(axes, paths.items(), strict=True):
        valley(ax, l2, data, minimum)
        ax.plot(*inside.T, color=viz.COLORS["with"], label="penalización", linewidth=3, alpha=0.6)
        ax.plot(*outside.T, "--", color=viz.COLORS["validation"], label="weight_decay")
        ax.plot(*inside[0], "o", color="white", markeredgecolor=viz.INK, zorder=3)
        ax.set_title(name, fontsize=11)
        ax.label_outer()
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    viz.show(
        fig,
        alt="Tres valles con el camino de dos pesos. Con SGD los dos caminos se superponen y "
        "llegan al mínimo penalizado. Con momento y con Adam la penalización llega al mismo "
        "mínimo, y el weight_decay termina lejos, más cerca de lo que quieren los datos.",
    )


def toll(ax: Axes, l2: float, data: Array, minimum: Minimum) -> None:
    """El valle y el camino de todos los mínimos posibles."""
    route = np.array([minimum(price) for price in np.logspace(-4, 3, 200)])
    ax.plot(*route.T, color=viz.COLORS["with"])
    valley(ax, l2, data, minimum)
    ax.set_title(f"λ = {decimal(l2)}")


def toll_booth(data: Array, minimum: Minimum) -> Callable[..., str]:
    """Lo que dibuja el explorador: el valle con el λ que se elija."""

    def draw(fig: Figure, l2: float) -> str:
        w1, w2 = minimum(l2)
        if not fig.axes:
            toll(fig.subplots(), l2, data, minimum)
        ax = fig.axes[0]
        level_lines(ax, l2, data)
        ax.lines[-1].set_data([w1], [w2])  # la estrella; el camino y los datos no cambian
        ax.set_title(f"λ = {decimal(l2)}")
        where = f"w₁ = {decimal(w1, 2)} y w₂ = {decimal(w2, 2)}"
        return f"Con λ = {decimal(l2)}, el mínimo está en {where}; el de los datos, en (2; 2)."

    return draw


def three_tolls(lambdas: Sequence[float], data: Array, minimum: Minimum) -> None:
    """El mismo valle a tres precios."""
    fig, axes = viz.figure(1, len(lambdas), height=3.2, sharey=True)
    for ax, l2 in zip(axes, lambdas, strict=True):
        toll(ax, l2, data, minimum)
        ax.label_outer()
    viz.show(
        fig,
        alt="Tres valles con λ de 0,01, 0,1 y 1. El mínimo, marcado con una estrella, se mueve "
        "desde cerca de los datos, en (2; 2), hacia el origen, por un camino verde que se dobla: "
        "primero se achica el peso que menos les importa a los datos.",
    )


def with_and_without_lies(lies: Results, clean: Results) -> None:
    """Error de validación contra λ, con etiquetas falsas y con etiquetas correctas."""
    fig, ax = viz.figure(height=3.2)
    lambdas = clean.grid["l2"]
    x = np.arange(len(lambdas))
    noisy = np.array([lies.values("validation", l2=l2) for l2 in lambdas])
    viz.band(ax, x, noisy.T, label="con mentiras", color=LIE, marker="o")
    viz.band(ax, x, clean.values("validation").T, label="sin mentiras", color=TRUTH, marker="o")
    ax.set(ylim=(0, 25), ylabel="error de validación (%)")
    _prices(ax, lambdas)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de validación contra λ: 0, 0,001 y 0,01. Con etiquetas falsas baja de cerca de "
        "20 % a cerca de 12 %. Con etiquetas correctas se queda cerca de 8 % y al final sube "
        "alrededor de un punto y medio.",
    )


def _prices(ax: Axes, lambdas: Sequence[float]) -> None:
    """Rotula el eje con los λ, a distancias parejas: así cabe también el 0."""
    ax.set_xticks(range(len(lambdas)), [decimal(l2) for l2 in lambdas])
    ax.set_xlabel("λ")
