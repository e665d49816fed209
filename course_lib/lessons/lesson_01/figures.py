"""Los dibujos de la lección 01, regularización L2."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import maps, viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import columns, decimal
from course_lib.lab.trials import EVERY, ROUNDS
from course_lib.lessons.lesson_01.tables import BOX, moons

STEPS = EVERY * np.arange(1, ROUNDS + 1)
LIE, TRUTH = viz.CLASS_COLORS[1], viz.CLASS_COLORS[0]
WITHOUT, WITH = viz.COLORS["without"], viz.COLORS["with"]
LAMBDAS = [0.0, 0.001, 0.003, 0.01, 0.03]  # los λ que se dibujan
STORY = (
    ("repeated", "mentiras repetidas (%)"),
    ("validation", "error de validación (%)"),
    ("norm", "tamaño de los pesos, ‖W‖"),
)


def memorizing(table: Results, learning_rate: float) -> None:
    """Mentiras repetidas, error de validación y ‖W‖ de la red que no paga, paso a paso."""
    fig, axes = viz.figure(1, 3, height=3, width=9.0)
    ends = []
    for ax, (metric, title) in zip(axes, STORY, strict=True):
        runs = table.values(f"{metric} curve", l2=0.0, learning_rate=learning_rate)
        viz.band(ax, STEPS, runs.reshape(-1, ROUNDS), label=title, color=WITHOUT)
        mean = runs.reshape(-1, ROUNDS).mean(axis=0)
        ax.set(xlabel="pasos", ylim=(0, None), xlim=(0, 3100), xticks=[0, 1500, 3000])
        ax.set_title(title, fontsize=11)
        ends.append([float(value) for value in (mean[0], np.min(mean), mean[-1])])
    curve = table.mean("validation curve", l2=0.0, learning_rate=learning_rate).reshape(ROUNDS)
    best = int(np.argmin(curve))
    axes[1].axvline(STEPS[best], color=viz.INK, linewidth=1, linestyle=":")
    for step, error, ha in ((STEPS[best], curve[best], "left"), (STEPS[-1], curve[-1], "right")):
        axes[1].annotate(decimal(error), (step, error), (4, -14), textcoords="offset points", ha=ha)
    viz.show(
        fig,
        alt=f"Tres curvas de 200 a 3000 pasos. Las mentiras repetidas suben de "
        f"{decimal(ends[0][0], 2)} a {decimal(ends[0][2], 2)} %. El error de validación es menor "
        f"en el paso {STEPS[best]}, {decimal(ends[1][1])} %, y termina en {decimal(ends[1][2])} %. "
        f"El tamaño de los pesos crece de {decimal(ends[2][0])} a {decimal(ends[2][2])}.",
    )


def one_weight(l2: float, curvatures: Sequence[float], wanted: float) -> None:
    """Lo que dicen los datos, lo que cobra λ y la suma, para un peso que importa y otro que no.

    Argumentos:
        curvatures: cuánto les importa el peso a los datos, en cada dibujo.
        wanted: el valor que los datos quieren.
    """
    fig, axes = viz.figure(1, len(curvatures), height=3.4, sharey=True)
    w = np.linspace(-1, 4, 200)
    told = []
    titles = ("A los datos les importa", "A los datos les da casi igual")
    for ax, title, h in zip(axes, titles, curvatures, strict=True):
        data, toll = h * (w - wanted) ** 2, l2 * w**2
        ax.plot(w, data, color=viz.COLORS["train"], label="los datos")
        ax.plot(w, toll, "--", color=viz.COLORS["validation"], label="el cobro, λw²")
        ax.plot(w, data + toll, color=viz.INK, label="la suma")
        minimum = h * wanted / (h + l2)
        height = h * (minimum - wanted) ** 2 + l2 * minimum**2
        ax.plot(wanted, 0, "o", color=viz.COLORS["train"], clip_on=False, zorder=4)
        ax.plot(minimum, height, "*", color=viz.INK, markersize=14, zorder=4)
        ax.annotate("", (minimum, -0.5), (wanted, -0.5), arrowprops={"arrowstyle": "->"})
        ax.set(xlabel="peso w", ylim=(-1, 8), yticks=[])
        ax.set_title(title, fontsize=11)
        told.append(f"{title.lower()}: el mínimo pasa de {decimal(wanted)} a {decimal(minimum)}")
    axes[0].set_ylabel("pérdida")
    axes[1].legend(loc="upper center")
    viz.show(
        fig,
        alt="La pérdida contra un peso: una parábola de los datos, otra del cobro y su suma, en "
        f"dos casos. {'; '.join(told)}.",
    )


def two_prices(free: Mapping[str, Array], paying: Mapping[str, Array], l2: float) -> None:
    """La misma red gratis y con cobro: qué contesta en las mentiras, cuánto falla y cuánto pesa."""
    fig, axes = viz.figure(1, 3, height=3.2, width=9.0)
    told = {"sin cobrar": (free, WITHOUT), f"λ = {decimal(l2)}": (paying, WITH)}
    for name, (story, color) in told.items():
        axes[0].plot(STEPS, story["truth"], color=color, label=name)
        for ax, metric in zip(axes[1:], ("validation", "norm"), strict=True):
            ax.plot(STEPS, story[metric], color=color, label=name)
    titles = ("dice la verdad (% de las 360)", STORY[1][1], STORY[2][1])
    for ax, title in zip(axes, titles, strict=True):
        ax.set(xlabel="pasos", ylim=(0, None), xlim=(0, 3100), xticks=[0, 1500, 3000])
        ax.set_title(title, fontsize=11)
    axes[0].set_ylim(0, 100)
    axes[1].legend(loc="lower right")
    viz.show(
        fig,
        alt="Tres curvas de 200 a 3000 pasos, sin cobrar y cobrando. Cobrando, la red dice la "
        "verdad en más de tres cuartos de las mentiras y ahí se queda; sin cobrar, al final en "
        "casi ninguna. Cobrando, el error de validación no vuelve a subir y los pesos quedan en "
        "menos de la mitad.",
    )


def map_of_prices(lies: Results, clean: Results) -> None:
    """Error de prueba contra la tasa de aprendizaje, una curva por λ, en dos mundos."""
    worlds = {"20 % al azar": lies, "sin mentiras": clean}
    maps.show(worlds, "l2", LAMBDAS, legend="λ", top=40)


def gap(table: Results, learning_rate: float) -> None:
    """Los errores de cada λ con la misma tasa de aprendizaje, en lo estudiado y en lo nuevo.

    La brecha se sombrea y se anota; la línea de puntos es parar a tiempo sin cobrar.
    """
    fig, ax = viz.figure(height=4)
    lambdas = table.grid["l2"]
    x = np.array([0, *(1.6 + np.arange(len(lambdas) - 1))])
    kinds = (
        ("train", "estudiado, con mentiras", "train", "-"),
        ("noisy validation", "nuevo, con mentiras", "validation", ":"),
        ("validation", "nuevo, sin mentiras", "validation", "--"),
    )
    means = {}
    for metric, label, color, style in kinds:
        runs = table.values(metric, learning_rate=learning_rate)
        viz.band(ax, x, runs.T, label=label, color=color, linestyle=style, marker="o")
        means[metric] = runs.mean(axis=1)
    told, noisy = means["train"], means["noisy validation"]
    ax.fill_between(x, told, noisy, color="#E9ECF0", zorder=0)
    gaps = noisy - told
    highest = table.values("noisy validation", learning_rate=learning_rate).max(axis=1)
    for at, high, size in zip(x, highest, gaps, strict=True):
        ax.annotate(
            f"brecha {size:.0f}", (at, high), (0, 5), textcoords="offset points", ha="center"
        )
    stopped = table.measured("validation", at="best", l2=0.0, learning_rate=learning_rate)
    early = float(stopped.mean())
    ax.axhline(early, color=viz.INK, linewidth=1, linestyle=":")
    ax.annotate("sin cobrar, a tiempo", (x[0], early), (4, -14), textcoords="offset points")
    ax.set_xticks(x, [decimal(l2) for l2 in lambdas])
    ax.set(xlabel="λ", ylabel="error (%)", ylim=(0, 40), xlim=(-0.4, x[-1] + 0.4))
    viz.label_lines(ax)
    listed = ", ".join(f"{decimal(l2)}: {size:.0f}" for l2, size in zip(lambdas, gaps, strict=True))
    viz.show(
        fig,
        alt="Error contra λ, con la misma tasa de aprendizaje. El de lo estudiado sube; "
        "el de lo nuevo baja y vuelve a subir: una U. La brecha entre los dos, con las mismas "
        f"mentiras, en puntos, según λ: {listed}. Sin cobrar y a tiempo, {decimal(early)} %.",
    )


def moon_maps(table: Results, lambdas: Sequence[float], draw: int) -> None:
    """Lo que decide la red a varios precios en un mismo sorteo, con las mentiras en un círculo."""
    fig, axes = viz.figure(2, 2, height=6.4, sharex=True, sharey=True)
    told = []
    for ax, l2 in zip(axes.flat, lambdas, strict=True):
        told.append(_moon_map(ax, table, l2, draw))
    for ax in axes[:, 0]:
        ax.set_ylabel("x₂")
    for ax in axes[1]:
        ax.set_xlabel("x₁")
    viz.show(
        fig,
        alt="Cuatro mapas de dos medias lunas de 150 puntos, con las mentiras en un círculo y el "
        f"fondo según lo que decide la red. {' '.join(told)}",
    )


def _moon_map(ax: Axes, table: Results, l2: float, draw: int) -> str:
    """Un mapa; devuelve lo que dice su título."""
    x, y, told = moons(draw)
    lies = told != y
    (left, right), (low, high) = BOX
    region = table.values("regions", l2=l2)[table.seeds.index(draw)]
    tints = ListedColormap([_tint(color) for color in viz.CLASS_COLORS[:2]])
    ax.imshow(
        region, cmap=tints, vmin=0, vmax=1, extent=(left, right, low, high), origin="lower",
        aspect="auto",
    )  # fmt: skip
    viz.points(ax, x, told, s=16)
    ax.scatter(x[lies, 0], x[lies, 1], s=70, facecolors="none", edgecolors=viz.INK, linewidths=1.2)
    ax.grid(False)
    ax.set(xlim=(left, right), ylim=(low, high))
    studied, new = (table.values(name, l2=l2)[table.seeds.index(draw)] for name in ("told", "new"))
    title = f"λ = {decimal(l2)}: estudiado {studied:.0f} %, nuevo {new:.0f} %"
    ax.set_title(title, fontsize=11)
    return f"{title}."


def _tint(color: str) -> tuple[float, ...]:
    """Un color casi blanco: el fondo de un mapa."""
    return tuple(0.75 + 0.25 * part for part in to_rgb(color))


def moon_table(table: Results) -> None:
    """Escribe, por λ, el error promedio en lo estudiado y en lo nuevo, y el peor sorteo."""
    rows = [["λ", "estudiado", "nuevo", "el peor sorteo"]]
    for l2 in table.grid["l2"]:
        new = table.values("new", l2=l2)
        errors = table.mean("told", l2=l2), np.mean(new), np.max(new)
        rows.append([decimal(l2), *(f"{decimal(float(error), 2)} %" for error in errors)])
    print(columns(rows))


def explore_moons(table: Results) -> Callable[..., str]:
    """Lo que dibuja el explorador: el mapa de un sorteo a un precio."""

    def draw(fig: Figure, l2: float, number: int) -> str:
        ax = fig.axes[0] if fig.axes else fig.subplots()
        ax.clear()
        title = _moon_map(ax, table, l2, number)
        return f"Lo que la red decide en el plano, en el sorteo {number}. Con {title}"

    return draw


def shrinking(table: Results, usual: float) -> None:
    """Con Adam: el mapa del error según `weight_decay`, y cuánto encogió ‖W‖ según η·wd·pasos.

    Argumentos:
        usual: el η·wd·pasos de una receta corriente, que se marca.
    """
    fig, (left, right) = viz.figure(1, 2, height=3.8, width=9.0)
    rates, steps = np.array(table.grid["learning_rate"]), EVERY * ROUNDS
    decays = table.grid["weight_decay"]
    free = table.mean("norm", weight_decay=decays[0]).reshape(len(rates))
    for decay, color in zip(decays, viz.sequence(len(decays)), strict=True):
        tested, size = (
            table.mean(metric, weight_decay=decay).reshape(len(rates))
            for metric in ("test", "norm")
        )
        left.plot(rates, tested, color=color, label=decimal(decay))
        if decay:
            right.plot(rates * decay * steps, 100 * size / free, "o-", color=color, linewidth=1)
        (choice,) = table.choices(weight_decay=decay, optimizer=table.grid["optimizer"][0])
        best = tested[list(rates).index(choice.value)]
        left.plot(choice.value, best, "o", color=color, markersize=8, zorder=4)
    left.set(xlabel="tasa de aprendizaje", ylim=(0, 40))
    left.set_title("error de prueba (%)", fontsize=11)
    left.legend(title="weight_decay", ncols=2, loc="upper center")
    alone = np.geomspace(0.003, 100, 100)
    right.plot(alone, 100 * np.exp(-alone), "--", color=viz.INK, linewidth=1)
    right.annotate("sin los datos", (1.6, 20), (-4, 0), textcoords="offset points", ha="right")
    right.axvline(usual, color=viz.INK, linewidth=1, linestyle=":")
    recipe = f"wd {decimal(usual / steps / 0.001)}"
    right.annotate(recipe, (usual, 5), (4, 0), textcoords="offset points")
    right.set(xlabel="η · wd · pasos", ylim=(0, 105))
    right.set_title("‖W‖, en % de la que no encoge", fontsize=11)
    for ax in (left, right):
        ax.set_xscale("log")
        ax.minorticks_off()
    viz.show(
        fig,
        alt="Con Adam. A la izquierda, error de prueba contra la tasa de aprendizaje, una curva "
        "por weight_decay: la de 3,16 se queda abajo en el tramo más ancho, y la de 10 va arriba. "
        "A la derecha, el tamaño de los pesos, en % del que tienen sin encoger, contra el producto "
        "de la tasa de aprendizaje, weight_decay y los pasos: hasta 0,1 casi no cambia, y desde "
        "ahí baja, casi siempre por encima de la exponencial que seguiría sin los datos.",
    )
