"""Los dibujos de la lección 07, escalado de entradas."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal
from course_lib.lessons.lesson_07 import valley

RAW, SCALED = viz.COLORS["without"], viz.COLORS["with"]
# Cada escala conserva su color y su trazo en todas las figuras
SCALES: dict[str, dict[str, Any]] = {
    "crudo": {"color": RAW, "linestyle": "-"},
    "x/(máx − mín)": {"color": viz.CLASS_COLORS[1], "linestyle": ":"},
    "min-max": {"color": viz.COLORS["numpy"], "linestyle": "--"},
    "estándar": {"color": SCALED, "linestyle": "-."},
}
SLIDE, UNIT = SCALES["x/(máx − mín)"]["color"], SCALES["min-max"]["color"]
PIXELS: dict[str, dict[str, Any]] = {
    "0 a 255": SCALES["crudo"],
    "0 a 1": SCALES["min-max"],
    "estándar": SCALES["estándar"],
    "por píxel": {"color": viz.CLASS_COLORS[1], "linestyle": ":"},
    "píxel, ±5": {"color": viz.COLORS["keras"], "linestyle": (0, (6, 1, 1, 1, 1, 1))},
}
WINDOW = 1.1  # los pesos se dibujan a menos de esto del mínimo


def _rates(ax: Axes, rates: Sequence[float], errors: Mapping[str, Array]) -> None:
    for (name, runs), marker in zip(errors.items(), "os", strict=True):
        viz.band(ax, rates, runs.T, label=name, marker=marker, **SCALES[name])
    ax.axhline(1, color=viz.INK, linewidth=1, linestyle=":")
    ax.set(xscale="log", yscale="log", ylim=(0.07, 1500), xlabel="tasa de aprendizaje")
    ax.set_ylabel("error (1 = contestar el promedio)")
    ax.legend(loc="center", bbox_to_anchor=(0.72, 0.75))


def no_rate_works(rates: Sequence[float], errors: Mapping[str, Array]) -> None:
    """Error de validación contra la tasa, con los datos crudos y estandarizados.

    Formas: errors[nombre] (tasas, semillas).
    """
    fig, ax = viz.figure(height=3.8)
    _rates(ax, rates, errors)
    viz.show(
        fig,
        alt="Error de validación contra la tasa de aprendizaje, de 10 a la −15 a 1. Con los datos "
        "crudos (círculos) el promedio nunca baja de la línea punteada, contestar lo mismo a "
        "todos: parte en mil, baja a entre 1 y 8 y desde una cienmillonésima vuelve a mil. Con los "
        "estandarizados (cuadrados) baja a un décimo de esa línea cerca de una milésima.",
    )


def adam_rates(rates: Sequence[float], errors: Mapping[str, Array]) -> None:
    """Lo mismo con Adam."""
    fig, ax = viz.figure(height=3.6)
    _rates(ax, rates, errors)
    viz.show(
        fig,
        alt="Error de validación contra la tasa de aprendizaje con Adam, de una diezmillonésima a "
        "1. Con los datos crudos (círculos) el promedio nunca llega a la línea de contestar lo "
        "mismo. Con los estandarizados (cuadrados) baja a 0,17 en 0,01 y a un décimo en 0,1.",
    )


def _levels(ax: Axes, hessian: Array) -> None:
    """Curvas de nivel de ½eᵀHe, con e la distancia de los pesos al mínimo."""
    for previous in [*ax.collections]:
        previous.remove()
    side = np.linspace(-WINDOW, WINDOW, 121)
    e = np.stack(np.meshgrid(side, side))
    height = np.sqrt(np.einsum("ixy,ij,jxy->xy", e, hessian, e))
    ax.contour(side, side, height, 10, colors="#B4BAC4", linewidths=1, zorder=0)


def _bowl(ax: Axes, title: str, table: Array, path: Array) -> None:
    """Curvas de nivel, camino y mínimo (★), con la misma escala en los dos ejes."""
    _levels(ax, valley.hessian(table))
    ax.plot(*path.T, "o-", color=viz.COLORS["numpy"], markersize=3, linewidth=1.2)
    ax.plot(*path[0], "o", color="white", markeredgecolor=viz.INK, zorder=3)
    ax.plot(0, 0, "*", color=viz.INK, markersize=13, zorder=3)
    limits = (-WINDOW, WINDOW)
    ax.set(aspect="equal", xlim=limits, ylim=limits, xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    ax.grid(False)
    ax.set_title(f"{title}\nκ = {decimal(valley.condition(table), 2)}", fontsize=11)


def valleys(tables: Mapping[str, Array]) -> None:
    """El valle de dos pesos y 30 pasos de descenso, según la escala de las entradas."""
    fig, axes = viz.figure(1, len(tables), height=3.4, sharey=True)
    for ax, (name, table) in zip(axes, tables.items(), strict=True):
        _bowl(ax, name, table, valley.walk(table))
        ax.set_xlabel("peso de la edad")
    axes[0].set_ylabel("peso del salario")
    viz.show(
        fig,
        alt="Tres valles de dos pesos con sus curvas de nivel y el camino del descenso. Crudo: las "
        "curvas son rectas horizontales; el camino baja derecho a la línea del medio y ahí se "
        "queda, lejos del mínimo. Min-max: elipses inclinadas; el camino entra rápido y después "
        "avanza a pasos cada vez más cortos. Estandarizado: círculos; llega en un paso.",
    )


def countdown(tables: Mapping[str, Array], y: Array) -> dict[str, int]:
    """Fracción que falta por bajar contra los pasos; devuelve los que cuesta una millonésima."""
    fig, ax = viz.figure(height=3.6)
    steps = np.logspace(0, 14, 1500)
    for name, table in tables.items():
        gaps = [valley.gap(table, y, step) for step in steps]
        ax.plot(steps, np.maximum(gaps, 1e-9), label=name, **SCALES[name])
    ax.axhline(1e-6, color=viz.INK, linewidth=1, linestyle=":")
    ax.set(xscale="log", yscale="log", ylim=(1e-7, 1.5), xlim=(1, 1e14))
    ax.set(xlabel="pasos de descenso", ylabel="fracción que falta")
    ax.legend(loc="center", bbox_to_anchor=(0.45, 0.5), handlelength=3)
    viz.show(
        fig,
        alt="Fracción de la pérdida que falta por bajar contra los pasos, de uno a cien billones. "
        "Estandarizado llega a una millonésima, la línea punteada, en 4 pasos; min-max y la "
        "fórmula de la lámina, en menos de mil; crudo baja por escalones y llega pasado el billón.",
    )
    return {name: valley.steps_to(table, y) for name, table in tables.items()}


def square(cells: Sequence[Sequence[Array]]) -> list[list[float]]:
    """Cuatro valles: centrar o no (columnas) por dividir o no (filas); devuelve sus κ."""
    fig, axes = viz.figure(2, 2, height=6.6, sharex=True, sharey=True)
    names = [["cruda", "centrada"], ["dividida", "centrada y dividida"]]
    for row, row_names, tables in zip(axes, names, cells, strict=True):
        for ax, name, table in zip(row, row_names, tables, strict=True):
            _bowl(ax, name, table, valley.walk(table))
    for ax in axes[1]:
        ax.set_xlabel("peso de la edad")
    for ax in axes[:, 0]:
        ax.set_ylabel("sesgo")
    viz.show(
        fig,
        alt="Cuatro valles del peso de la edad y el sesgo, con un camino de 30 pasos. Cruda: rayas "
        "algo inclinadas y el camino se queda donde cayó. Solo centrada: líneas verticales, el "
        "sesgo casi no avanza. Solo dividida: elipses inclinadas, el camino queda a medias. "
        "Centrada y dividida: círculos y un solo paso.",
    )
    return [[valley.condition(table) for table in tables] for tables in cells]


def intervals(columns: Mapping[str, Array]) -> dict[str, tuple[float, float]]:
    """Adónde va cada columna con x/(máx − mín) y con min-max; devuelve lo primero."""
    fig, ax = viz.figure(height=2.8)
    landed = {}
    for row, (name, values) in enumerate(columns.items()):
        low, high = np.quantile(values, [0, 1])
        landed[name] = (float(low / (high - low)), float(high / (high - low)))
        ax.plot([0, 1], [row + 0.12] * 2, color=UNIT, linewidth=6, solid_capstyle="butt")
        ax.plot(landed[name], [row - 0.12] * 2, color=SLIDE, linewidth=6, solid_capstyle="butt")
        far = landed[name][0] > 20  # el rótulo va del lado que tiene lugar
        end = landed[name][0] - 0.4 if far else max(landed[name][1], 1) + 0.4
        text = "[{}; {}]".format(*map(decimal, landed[name]))
        style = {"ha": "right" if far else "left", "va": "center", "color": SLIDE}
        ax.text(end, row - 0.12, text, **style)
    ax.set(yticks=range(len(columns)), yticklabels=[*columns], xlabel="valor escalado")
    ax.set(ylim=(-0.6, len(columns) - 0.4), xlim=(-1, 28.5))
    ax.plot([], [], color=UNIT, linewidth=6, label="(x − mín)/(máx − mín)")
    ax.plot([], [], color=SLIDE, linewidth=6, label="x/(máx − mín), la lámina")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0.75))
    viz.show(
        fig,
        alt="Tres columnas en la recta de los números. Con min-max las tres ocupan de 0 a 1. Con "
        "la fórmula de la lámina la edad va de 0,22 a 1,22, la temperatura de −0,125 a 0,875 y el "
        "año de construcción de 26,4 a 27,4, lejos de las demás.",
    )
    return landed


def outlier(pairs: Mapping[str, Sequence[Array]], spoiled: int) -> None:
    """Los salarios escalados, antes y después de un cero de más; `spoiled` es quien lo tiene.

    Formas: pairs[escalador], dos tablas (N, 2) con el salario en la segunda columna.
    """
    fig, axes = viz.figure(1, len(pairs), height=2.9)
    for ax, (name, pair) in zip(axes, pairs.items(), strict=True):
        for row, values in zip((1, 0), (table[:, 1] for table in pair), strict=True):
            others = np.delete(values, spoiled)
            ax.plot(others, np.full(len(others), row), "|", color=SCALED, markersize=16, alpha=0.3)
            mark = {"color": viz.COLORS["validation"], "clip_on": False}
            ax.plot(values[spoiled], row, "D", **mark)
        ax.set(yticks=[0, 1], yticklabels=["con el error", "sin error"], ylim=(-0.5, 1.5))
        ax.set_title(name, fontsize=11)
        ax.set_xlabel("salario escalado")
        ax.label_outer()
        ax.tick_params(axis="x", labelbottom=True)
    viz.show(
        fig,
        alt="Salarios escalados de 500 personas, antes y después de escribir uno con un cero de "
        "más, en rombo. Min-max: todos los demás quedan apretados junto al 0. Estandarizado: se "
        "aprietan junto al 0 y el rombo queda en 22. Robusto: los demás no se mueven y el rombo "
        "queda en 84.",
    )


def leak(changes: Results) -> None:
    """Cuánto cambia el error por escalar con trampa, con más o menos personas para estudiar."""
    fig, ax = viz.figure(height=3.4)
    sizes, x = changes.grid["size"], np.arange(len(changes.grid["size"]))
    cheats = (("con todos", -0.1, SCALED), ("aparte", 0.1, viz.COLORS["validation"]))
    for name, aside, color in cheats:
        low, high = np.quantile(changes.values(name), [0.05, 0.95], axis=1)
        ax.vlines(x + aside, low, high, color=color, linewidth=3, alpha=0.4)
        ax.plot(x + aside, changes.mean(name), "o", color=color, label=name)
    ax.axhline(0, color=viz.INK, linewidth=1, linestyle=":")
    ax.set_xticks(x, [str(size) for size in sizes])
    ax.set(
        xlabel="personas para estudiar",
        ylabel="cambio del error (+ es peor)",
        xlim=(-0.5, len(sizes) - 0.5),
    )
    ax.legend(loc="lower right")
    viz.show(
        fig,
        alt="Cambio del error de prueba, promedio y rango del 90 % en 200 repartos, con 20, 50 y "
        "222 personas para estudiar; sobre 0 es peor. Escalar con todos los datos lo baja poco con "
        "20 y nada con 222. Escalar la prueba aparte, con su propia media, lo mueve varios puntos "
        "hacia los dos lados con cualquier tamaño; en promedio lo sube con 50 y con 222.",
    )


def pixels(table: Results) -> Array:
    """Error de validación cada 100 pasos, cada escala con su mejor tasa; devuelve el de prueba.

    Formas: devuelve los promedios (escalas, optimizadores).
    """
    optimizers = table.grid["optimizer"]
    fig, axes = viz.figure(1, len(optimizers), height=3.6, sharey=True)
    curves = table.tuned("curve", open_ends=True)
    names = table.grid["scale"]
    steps = 100 * np.arange(1, curves.shape[-1] + 1)
    for column, (ax, optimizer) in enumerate(zip(axes, optimizers, strict=True)):
        for name, runs in zip(names, curves[:, column], strict=True):
            viz.band(ax, steps, runs, label=name, **PIXELS[name])
        ax.set(xlabel="paso", ylim=(0, 30))
        ax.set_title(optimizer)
    axes[0].set(ylabel="error de validación (%)")
    viz.label_lines(axes[1])
    viz.show(
        fig,
        alt="Error de validación cada 100 pasos, mil en total, con la banda de cinco semillas. Con "
        "SGD y píxeles de 0 a 255 baja de 26 a 14 %; con las otras cuatro escalas parte entre 7 y "
        "11 y termina entre 5 y 7, la estándar y la recortada abajo. Con Adam, de 0 a 255 parte en "
        "14 y llega a 8; las otras terminan cerca de 5 o 6.",
    )
    best: Array = table.tuned("test", open_ends=True).mean(axis=-1)
    return best


def influences(names: Sequence[str], bars: Sequence[Array]) -> None:
    """Cuánto mueve la respuesta cada columna, w·σ: sin cobro, y con λ = 1 cruda y estándar."""
    fig, ax = viz.figure(height=3.4)
    x, width = np.arange(len(names)), 0.27
    labels = ("sin cobro", "λ = 1, tabla cruda", "λ = 1, tabla estandarizada")
    for shift, label, values, color in zip(
        (-1, 0, 1), labels, bars, (viz.INK, RAW, SCALED), strict=True
    ):
        ax.bar(x + shift * width, values, width, color=color, label=label)
    ax.axhline(0, color=viz.INK, linewidth=1)
    ax.set_xticks(x, names)
    ax.set(ylabel="influencia, w·σ")
    ax.legend(loc="lower left")
    viz.show(
        fig,
        alt="Influencia, con su signo, de las diez columnas de la tabla de diabetes. Sin cobro "
        "las mayores son s1, bajo cero, y s5. Con λ = 1 y la tabla cruda s5 desaparece, s1 pasa a "
        "ser la más alta, y s2 y s3 bajan de cero. Con la estandarizada las barras grandes se "
        "achican, s1 y s2 casi desaparecen y las mayores son bmi y s5.",
    )


def three_ratios(table: Array, ratios: Sequence[float]) -> None:
    """El mismo descenso con la segunda entrada agrandada tantas veces. Formas: table (N, 2)."""
    fig, axes = viz.figure(1, len(ratios), height=3.4, sharey=True)
    for ax, ratio in zip(axes, ratios, strict=True):
        stretched = table * [1, ratio]
        _bowl(ax, f"razón {decimal(ratio)}", stretched, valley.walk(stretched))
        ax.set_xlabel("w₁")
    axes[0].set_ylabel("w₂")
    viz.show(
        fig,
        alt="Tres valles con un camino de 30 pasos. Si las dos entradas tienen igual escala, las "
        "curvas son círculos y llega en un paso. Si una es tres veces mayor, son elipses y llega "
        "con una curva. Si es diez veces mayor, son casi líneas y el camino se queda a medias.",
    )


def ratio_explorer(table: Array) -> Callable[..., str]:
    """Lo que dibuja el explorador: el valle según la razón entre escalas y la tasa."""

    def draw(fig: Figure, ratio: float, fraction: float) -> str:
        stretched = table * [1, ratio]
        path, H = valley.walk(stretched, fraction), valley.hessian(stretched)
        if not fig.axes:
            _bowl(fig.subplots(), "", stretched, path)
            fig.axes[0].set(xlabel="w₁", ylabel="w₂")
        ax = fig.axes[0]
        _levels(ax, H)
        shown = np.clip(path, -2 * WINDOW, 2 * WINDOW)  # lo que explota se sale del cuadro
        ax.lines[0].set_data(*shown.T)
        left = (path[-1] @ H @ path[-1]) / (path[0] @ H @ path[0])
        missing = f"{decimal(100 * left, 2)} %" if left < 1 else "más que al partir"
        missing = "nada" if left < 1e-9 else missing
        kappa = decimal(valley.condition(stretched), 2)
        ax.set_title(f"κ = {kappa}\nfalta: {missing}", fontsize=11)
        return (
            f"Con una entrada {decimal(ratio)} veces mayor que la otra, κ = {kappa}. Con "
            f"{decimal(fraction)} de la tasa límite, después de {len(path) - 1} pasos falta por "
            f"bajar: {missing}."
        )

    return draw
