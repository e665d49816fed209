"""Los dibujos de la lección 03, dropout."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib.config import Array
from course_lib.lab import maps, viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal
from course_lib.lab.trials import EVERY, wrong
from course_lib.lessons.lesson_03.tables import OFF

ON, PAPER = viz.COLORS["with"], "#FFFFFF"
TOP = 40  # los mapas se cortan aquí: más arriba la red apenas aprende
DRAWN = (0.0, 0.2, 0.5, 0.8)  # las tasas de dropout que el mapa dibuja
ARMS = {0.0: "without", 0.5: "with"}


def missing_neurons(table: Results) -> None:
    """Error de validación al quitarle neuronas a dos redes, cada una con su mejor tasa.

    Con todas presentes no se dibuja: es lo que la lección pregunta después.
    """
    fig, ax = viz.figure(height=3.4)
    percent, half = 100 * np.array(OFF[1:]), OFF[1:].index(0.5)
    told = []
    for rate, name in ((0.0, "entrenada completa"), (0.5, "entrenada con dropout 0,5")):
        runs = table.tuned("missing", rate=rate)[:, 1:]
        viz.band(ax, percent, runs, label=name, color=ARMS[rate], marker="o")
        broken = runs.mean(axis=0)[half]
        ax.annotate(
            f"{broken:.0f} %", (50, broken), (-10, 6), textcoords="offset points", ha="right"
        )
        told.append(f"La {name}, sin la mitad, falla {broken:.0f} %.")
    ax.set(xlabel="neuronas que faltan al contestar (%)", ylabel="error de validación (%)")
    ax.set(xlim=(0, 77), ylim=(0, 100), xticks=[0, *percent])
    ax.text(3, 8, "¿y con todas?", color=viz.COLORS["without"])
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de validación contra el porcentaje de neuronas que faltan: 25, 50 y 75. "
        + " ".join(told),
    )


def thinned(masks: Sequence[NDArray[np.bool_]]) -> None:
    """La red que le toca a cada ejemplo del lote, y qué ejemplos le enseñan a cada neurona.

    Formas: una máscara por capa oculta, (ejemplos, neuronas); True es que participa.
    """
    examples = len(masks[0])
    fig, axes = viz.figure(1, examples + 1, height=3.2, width=9.0)
    for number, ax in enumerate(axes[:-1]):
        _network(ax, [np.ones(4, bool), *(mask[number] for mask in masks), np.ones(3, bool)])
        ax.set_title(f"ejemplo {number + 1}", loc="center", fontsize=11, pad=16)
    last = axes[-1]
    last.imshow(masks[0].T, cmap=ListedColormap([PAPER, ON]), vmin=0, vmax=1, aspect="auto")
    last.set_title("¿quién le enseña?", loc="center", fontsize=11, pad=16)
    last.set_xticks(range(examples), [str(number + 1) for number in range(examples)])
    last.set_yticks(range(masks[0].shape[1]), list("ABCDEFGH"[: masks[0].shape[1]]))
    last.set(xlabel="ejemplo", ylabel="neurona de la primera capa")
    last.set_xticks(np.arange(-0.5, examples), minor=True)
    last.set_yticks(np.arange(-0.5, masks[0].shape[1]), minor=True)
    last.grid(False)
    last.grid(True, which="minor", color=viz.GRID)
    last.tick_params(which="minor", length=0)
    viz.show(
        fig,
        alt="La misma red dibujada tres veces, una por ejemplo del lote. En cada una faltan otras "
        "neuronas ocultas, con todas sus conexiones. Al lado, una tabla de seis neuronas por tres "
        "ejemplos: en verde, los que le enseñan a cada neurona; no hay dos columnas iguales.",
    )


def _network(ax: Axes, layers: Sequence[NDArray[np.bool_]]) -> None:
    """Una red en columnas; la neurona que falta queda vacía y sin conexiones."""
    ax.set_axis_off()
    ax.invert_yaxis()  # la neurona A va arriba
    places = [
        (
            column,
            np.linspace(0, 1, len(layer)) if len(layer) > 4 else np.linspace(0.2, 0.8, len(layer)),
        )
        for column, layer in enumerate(layers)
    ]
    for (left, ys), (right, yn), here, there in zip(
        places, places[1:], layers, layers[1:], strict=False
    ):
        for a, on_a in zip(ys, here, strict=True):
            for b, on_b in zip(yn, there, strict=True):
                if on_a and on_b:
                    ax.plot([left, right], [a, b], color=viz.COLORS["without"], lw=0.6, zorder=1)
    for (column, ys), layer in zip(places, layers, strict=True):
        hidden = 0 < column < len(layers) - 1
        fill = [(ON if hidden else viz.INK) if on else PAPER for on in layer]
        edge = [viz.INK if on else "#A9AEB6" for on in layer]
        ax.scatter([column] * len(ys), ys, s=90, c=fill, edgecolors=edge, zorder=2, clip_on=False)
        if column == 1:
            for name, y in zip("ABCDEFGH", ys, strict=False):
                ax.annotate(
                    name, (column, y), (0, 8), textcoords="offset points", fontsize=8, ha="center"
                )


def map_of_rates(lies: Results, clean: Results) -> None:
    """Error de prueba contra la tasa de aprendizaje: una curva por tasa de dropout, dos mundos."""
    worlds = {"20 % al azar": lies, "sin mentiras": clean}
    maps.show(worlds, "rate", DRAWN, legend="tasa de dropout", top=TOP)


def with_and_without_mask(masked: Array, whole: Array, validation: Array) -> None:
    """Tres curvas de un entrenamiento: con máscara, sin ella, y validación."""
    fig, ax = viz.figure(height=3.4)
    steps = EVERY * np.arange(1, len(masked) + 1)
    blue, red = viz.COLORS["train"], viz.COLORS["validation"]
    ax.plot(steps, masked, color=blue, linestyle=":", label="entrenamiento, con máscara")
    ax.plot(steps, whole, color=blue, label="entrenamiento, sin máscara")
    ax.plot(steps, validation, color=red, linestyle="--", label="validación (sin máscara)")
    ax.set(xlabel="pasos", ylabel="error (%)", ylim=(0, None))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error cada 200 pasos, quince veces. El de entrenamiento con máscara va siempre arriba "
        "del mismo error sin máscara, mucho al comienzo y unos puntos al final. El de validación, "
        "contra etiquetas correctas, es el menor de los tres.",
    )


CURVES = (("train", "entrenamiento"), ("validation", "validación"), ("test", "prueba"))


def _curves(ax: Axes, table: Results, rate: float, learning_rate: float) -> list[Array]:
    """Dibuja las tres curvas promedio y la marca de detenerse a tiempo."""
    point = {"rate": rate, "learning_rate": learning_rate}
    curves = [table.mean(f"{metric} curve", **point) for metric, _ in CURVES]
    steps = EVERY * np.arange(1, len(curves[0]) + 1)
    stop = int(np.nanargmin(curves[1]))
    if not ax.lines:
        for metric, label in CURVES:
            style: dict[str, Any] = {
                "color": viz.COLORS[metric],
                "linestyle": viz.LINESTYLES[metric],
            }
            ax.plot(steps, steps, label=label, **style)
        ax.axvline(0, color=viz.INK, linewidth=1, linestyle=":", label="a tiempo")
        ax.set(xlabel="pasos", ylim=(0, TOP), xticks=[0, 1500, 3000], xlim=(0, 3100))
    for line, curve in zip(ax.lines, curves, strict=False):
        line.set_ydata(curve)
    ax.lines[len(CURVES)].set_xdata([steps[stop]] * 2)
    ax.set_title(f"dropout {decimal(rate)}, aprendizaje {decimal(learning_rate)}", fontsize=10)
    return [*curves, np.array(steps[stop])]


def curves(table: Results, points: Sequence[tuple[float, float]]) -> None:
    """Las curvas de aprendizaje en varios puntos (tasa de dropout, de aprendizaje) del mapa."""
    fig, axes = viz.figure(1, len(points), height=3.2, width=9.0, sharey=True)
    told = []
    for ax, (rate, learning_rate) in zip(axes, points, strict=True):
        _, _, test, stop = _curves(ax, table, rate, learning_rate)
        told.append(
            f"Con dropout {decimal(rate)} y {decimal(learning_rate)}, la prueba termina en "
            f"{decimal(test[-1])} %; a tiempo, en el paso {decimal(float(stop), 4)}."
        )
    axes[0].set_ylabel("error (%)")
    axes[0].legend(fontsize=8, loc="upper right")
    viz.show(
        fig,
        alt="Error de entrenamiento, validación y prueba cada 200 pasos, con una línea donde la "
        f"validación es menor. {' '.join(told)}",
    )


def explore_curves(table: Results) -> Callable[..., str]:
    """Lo que dibuja el explorador: las curvas en cualquier punto del mapa."""

    def draw(fig: Figure, rate: float, learning_rate: float) -> str:
        ax = fig.axes[0] if fig.axes else fig.subplots()
        first = not ax.lines
        train, validation, test, stop = _curves(ax, table, rate, learning_rate)
        if first:
            ax.set_ylabel("error (%)")
            ax.legend(loc="upper right")
        ends = ", ".join(
            f"{label} {decimal(curve[-1])} %"
            for (_, label), curve in zip(CURVES, (train, validation, test), strict=True)
        )
        return (
            f"Con tasa de dropout {decimal(rate)} y de aprendizaje {decimal(learning_rate)}, "
            f"después de 3.000 pasos: {ends}. La validación es menor en el paso "
            f"{decimal(float(stop), 4)}."
        )

    return draw


def small_network(table: Results) -> None:
    """Error de prueba y de entrenamiento de dos redes chicas, cada una con su mejor tasa."""
    fig, ax = viz.figure(height=3.4)
    rates = table.grid["rate"]
    told = []
    for units, color in zip(table.grid["units"], ("validation", "numpy"), strict=True):
        tested = table.tuned("test", units=units)[:, 0]
        studied = table.tuned("train", units=units)[:, 0].mean(axis=1)
        name, means = f"{units} neuronas", tested.mean(axis=1)
        viz.band(ax, rates, tested.T, label=f"{name}, prueba", color=color, marker="o")
        ink = viz.COLORS[color]
        ax.plot(rates, studied, ":", color=ink, label=f"{name}, entrenamiento")
        for rate, mean in zip(rates, means, strict=True):
            ax.annotate(
                decimal(mean),
                (rate, mean),
                (0, 7),
                textcoords="offset points",
                ha="center",
                color=ink,
            )
        told.append(
            f"{name}: prueba {', '.join(decimal(mean) for mean in means)} %, "
            f"entrenamiento {', '.join(decimal(mean, 2) for mean in studied)} %"
        )
    ax.set(xlabel="tasa de dropout", ylabel="error (%)", ylim=(0, None), xticks=rates)
    ax.set_xlim(-0.03, 0.53)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error contra la tasa de dropout, 0, 0,2 y 0,5, con etiquetas correctas y cada red con "
        f"su mejor tasa de aprendizaje. {'; '.join(told)}.",
    )


def many_networks(answers: Array, y: NDArray[np.intp], scaled: float) -> None:
    """Error al promediar k de las respuestas sorteadas, contra el de la red entera.

    Formas: answers (sorteos, ejemplos, clases), en probabilidades.
    """
    fig, ax = viz.figure(height=3.2)
    rng, sizes = np.random.default_rng(1), [1, 2, 5, 10, 20, 50, 100]
    sampled = np.array([
        [wrong(answers[rng.choice(len(answers), k, replace=False)].mean(axis=0), y) for k in sizes]
        for _ in range(10)
    ])
    viz.band(ax, sizes, sampled, label="promedio de k redes", color="numpy", marker="o")
    ax.axhline(scaled, color=viz.COLORS["with"], label="red entera, una pasada")
    ax.set(xscale="log", xlabel="k, redes promediadas", ylabel="error de validación (%)")
    ax.set_xticks(sizes, map(str, sizes))
    ax.minorticks_off()
    ax.set_ylim(0, None)
    ax.legend()
    viz.show(
        fig,
        alt="Error de validación al promediar k redes sorteadas, de 1 a 100. Una sola falla mucho "
        "más que la red entera en una pasada; el promedio baja rápido, con veinte casi la alcanza "
        "y con cien queda a su altura.",
    )


def confidence(answers: Array, one: Array, y: NDArray[np.intp]) -> dict[str, float]:
    """Cuánta seguridad hay cuando se contesta bien y cuando no, con 200 pasadas y con una.

    Devuelve, de cada par de respuestas, una buena y una mala, en qué porcentaje la buena trae más
    seguridad (un empate vale la mitad).

    Formas: answers (sorteos, ejemplos, clases); one (ejemplos, clases), en probabilidades.
    """
    winner = answers.mean(axis=0).argmax(axis=1)
    right = winner == y
    scores = {
        "votos de las sorteadas": np.mean(answers.argmax(axis=2) == winner, axis=0),
        "una pasada": one.max(axis=1),
    }
    fig, axes = viz.figure(1, len(scores), height=3.2, sharey=True)
    bins = np.linspace(0, 100, 21)
    for ax, (name, score) in zip(axes, scores.items(), strict=True):
        for chosen, label, color in (
            (right, "contesta bien", "with"),
            (~right, "se equivoca", "validation"),
        ):
            weights = np.full(chosen.sum(), 100 / chosen.sum())
            style: dict[str, Any] = {"histtype": "step", "linewidth": 2, "color": viz.COLORS[color]}
            label = f"{label} ({chosen.sum()})"
            ax.hist(100 * score[chosen], bins, weights=weights, label=label, **style)
        ax.set_title(name, fontsize=11)
        ax.set(xlabel="seguridad (%)")
    axes[0].set_ylabel("% de cada grupo")
    axes[0].legend(loc="upper left")
    viz.show(
        fig,
        alt="Dos histogramas de la seguridad de la red: por los votos de las redes sorteadas y por "
        "la probabilidad mayor de una sola pasada. En los dos, cuando contesta bien la seguridad "
        "se junta cerca de 100 %, y cuando se equivoca se reparte hacia valores más bajos.",
    )
    return {name: _ranked(score, right) for name, score in scores.items()}


def _ranked(score: Array, right: NDArray[np.bool_]) -> float:
    gaps = score[right][:, None] - score[~right]
    return 100 * float(np.mean((gaps > 0) + 0.5 * (gaps == 0)))
