"""Los dibujos de la lección 00: la red que memoriza, el valle, softmax y el examen."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib.activations import softmax
from course_lib.config import Array
from course_lib.lab import datasets, viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import chilean, decimal

# La neurona de la lección: un ejemplo, x = 2 e y = 3; el fondo del valle queda en w = 1,5
X, Y = 2.0, 3.0
# Tres puntajes; la etiqueta es la clase del medio, que no lleva el mayor
CLASSES, SCORES, LABEL = (3, 5, 8), np.array([2.0, 1.0, -1.0]), 1
GRAY, SLOPE = viz.COLORS["without"], viz.COLORS["numpy"]
SMALL: dict[str, Any] = {"ha": "center", "va": "top", "fontsize": 10}
MOSTLY = 75  # desde qué porcentaje de mentiras repetidas «la red ya grabó la mayoría»


def gallery(train: datasets.Split, told: NDArray[Any], answers: NDArray[Any]) -> None:
    """Diez ejemplos con etiqueta falsa, qué dígito son y qué responde la red."""
    lies = np.flatnonzero(told != train.y)
    shown, repeated = lies[:10], int((answers[lies] == told[lies]).sum())
    titles = [f"le dijeron {told[i]}\ny responde {answers[i]}" for i in shown]
    fig = viz.images(train.x[shown].reshape(-1, 28, 28), titles, columns=5)
    for ax, i in zip(fig.axes, shown, strict=True):
        ax.text(0.5, -0.02, f"es un {train.y[i]}", transform=ax.transAxes, color=GRAY, **SMALL)
    total = decimal(len(told))
    fig.suptitle(f"Mienten {len(lies)} de {total} etiquetas, y la red repite {repeated}")
    cases = ", ".join(f"un {train.y[i]} con etiqueta {told[i]}" for i in shown)
    viz.show(
        fig,
        alt=f"Diez dígitos fáciles de leer, cada uno con su etiqueta falsa: {cases}. La red, que "
        f"los estudió, responde la etiqueta falsa. De {total} etiquetas mienten {len(lies)}, y "
        f"repite {repeated}.",
    )


def draw_valley(ax: Axes, low: float, high: float) -> None:
    """La pérdida de la neurona para cada peso posible."""
    weights = np.linspace(low, high, 200)
    ax.plot(weights, (weights * X - Y) ** 2, color=GRAY)
    ax.set(xlabel="peso w", ylabel="pérdida L", xlim=(low, high))


def one_step(eta: float = 0.1, w: float = 0.5) -> None:
    """El primer paso del descenso: la pendiente, lo que se camina y dónde se llega."""
    loss, slope = (w * X - Y) ** 2, 2 * (w * X - Y) * X
    arrival = w - eta * slope
    lower = (arrival * X - Y) ** 2
    fig, ax = viz.figure(height=3.6)
    draw_valley(ax, -0.3, 3.3)
    ax.set(ylim=(-0.9, 10))
    tangent = np.array([w - 0.45, w + 0.45])
    ax.plot(tangent, loss + slope * (tangent - w), "--", color=SLOPE)
    ax.text(w + 0.1, loss + 1.2, f"pendiente {decimal(slope)}", color=SLOPE)
    for x, y in ((w, loss), (arrival, lower)):
        ax.plot([x, x], [0, y], ":", color=viz.INK, lw=1)
        ax.plot([x], [y], "o", color=viz.INK)
    ax.annotate("", (arrival, 0), (w, 0), arrowprops={"arrowstyle": "->", "lw": 2})
    ax.text((w + arrival) / 2, -0.3, f"un paso: {decimal(arrival - w)}", ha="center", va="top")
    ax.text(1.5, 4.4, "fondo: w = 1,5", color=GRAY, ha="center")
    ax.plot([1.5, 1.5], [0.15, 4.2], color=GRAY, lw=0.8)
    viz.show(
        fig,
        alt="La pérdida es un valle: una parábola con el fondo en w = 1,5. "
        f"Desde w = {decimal(w)}, donde vale {decimal(loss)} y la pendiente es {decimal(slope)}, "
        f"el paso mide {decimal(arrival - w)} a lo largo del eje y llega a w = {decimal(arrival)}, "
        f"donde la pérdida es {decimal(lower)}.",
    )


STEPS = (
    ("784\npíxeles", False),
    ("capa de 128\nReLU", True),
    ("capa de 128\nReLU", True),
    ("capa de 10", True),
    ("softmax", False),
    ("pérdida", False),
)
PASSED = ("imagen", "128 números", "128 números", "puntajes", "probabilidades")


def chain() -> None:
    """La red de la lección, en fila: lo que viaja hacia adelante y lo que vuelve."""
    fig, ax = viz.figure(height=2.7)
    ax.set(xlim=(-0.55, 5.55), ylim=(-1.35, 1.25))
    ax.set_axis_off()
    for i, (name, learns) in enumerate(STEPS):
        face = "#E8E2F4" if learns else "#F1F2F4"
        box = {"boxstyle": "round,pad=0.45", "facecolor": face, "edgecolor": "#8A9099"}
        ax.text(i, 0, name, ha="center", va="center", fontsize=9.5, bbox=box)
    for i, name in enumerate(PASSED):
        ax.annotate("", (i + 0.85, 0.52), (i + 0.15, 0.52), arrowprops={"arrowstyle": "->"})
        ax.text(i + 0.5, 0.6, name, ha="center", fontsize=9)
        if i:
            back = {"arrowstyle": "->", "color": SLOPE, "lw": 1.6}
            ax.annotate("", (i + 0.15, -0.52), (i + 0.85, -0.52), arrowprops=back)
    ax.text(-0.5, 1.0, "hacia adelante: cada capa recibe y responde", fontsize=10)
    ax.text(
        5.5,
        -1.0,
        "hacia atrás: la derivada de la pérdida respecto de cada número que viajó;\n"
        "de paso, las capas moradas anotan lo mismo para sus pesos",
        color=SLOPE,
        fontsize=10,
        ha="right",
        va="center",
    )
    viz.show(
        fig,
        alt="La red en fila: 784 píxeles, dos capas de 128 neuronas con ReLU, una capa de 10, "
        "softmax y la pérdida. Flechas hacia la derecha llevan la imagen, los números de cada "
        "capa, los puntajes y las probabilidades; flechas de vuelta llevan, desde la pérdida, "
        "cuánto le importa cada uno de esos números. Las tres capas anotan lo mismo para sus "
        "pesos.",
    )


def softmax_steps() -> None:
    """De tres puntajes a tres probabilidades: exponencial y reparto."""
    rows = {
        "puntajes": SCORES,
        "su exponencial": np.exp(SCORES),
        "probabilidades": softmax(SCORES),
    }
    fig, axes = viz.figure(1, 3, height=2.8)
    for ax, (name, values) in zip(axes, rows.items(), strict=True):
        low, high = min(values.min(), 0), values.max()
        bars = ax.bar([f"un {k}" for k in CLASSES], values, color=viz.CLASS_COLORS[:3], width=0.6)
        ax.bar_label(bars, [decimal(v, 2) for v in values], padding=3)
        ax.axhline(0, color=viz.INK, lw=0.8)
        ax.set(title=name.capitalize(), ylim=(low - 0.14 * (high - low) * (low < 0), 1.18 * high))
        ax.grid(False)
        ax.set_yticks([])
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
    axes[1].set_xlabel(f"suman {decimal(float(np.exp(SCORES).sum()))}")
    axes[2].set_xlabel("suman 1")
    told = ", ".join(
        f"{decimal(s)} da {decimal(p, 2)}" for s, p in zip(SCORES, softmax(SCORES), strict=True)
    )
    viz.show(
        fig,
        alt="Tres paneles de barras para las clases 3, 5 y 8: los puntajes, sus exponenciales, "
        f"todas positivas, y las probabilidades, que suman 1. El puntaje {told}.",
    )


def pushes() -> None:
    """La pérdida al mover un puntaje y dejar quietos los demás, con su pendiente."""
    p = softmax(SCORES)
    slopes = p - np.eye(3)[LABEL]
    loss = -np.log(p[LABEL])
    fig, axes = viz.figure(1, 3, height=3.3, sharey=True)
    for k, ax in enumerate(axes):
        moved = np.tile(SCORES, (120, 1))
        moved[:, k] += np.linspace(-3, 3, 120)
        ax.plot(moved[:, k], -np.log(softmax(moved)[:, LABEL]), color=GRAY)
        tangent = SCORES[k] + np.array([-1.2, 1.2])
        ax.plot(tangent, loss + slopes[k] * (tangent - SCORES[k]), "--", color=SLOPE)
        ax.plot([SCORES[k]], [loss], "o", color=viz.INK)
        title = f"Un {CLASSES[k]}" + (", la etiqueta" if k == LABEL else "")
        ax.set_title(f"{title}: p = {decimal(p[k], 2)}", fontsize=11)
        told = f"pendiente {decimal(slopes[k], 2)}"
        ax.text(0.5, 0.93, told, transform=ax.transAxes, color=SLOPE, **SMALL)
        ax.set(xlabel="su puntaje", ylim=(0, 4.6))
    axes[LABEL].text(SCORES[LABEL] + 0.35, loss, f"L = {decimal(loss)}", va="bottom")
    axes[0].set_ylabel("pérdida L")
    told = ", ".join(
        f"{decimal(slope, 2)} en el {name}" for slope, name in zip(slopes, CLASSES, strict=True)
    )
    viz.show(
        fig,
        alt="Tres paneles: la pérdida cuando se mueve el puntaje de una clase y los otros quedan "
        f"quietos. La etiqueta es 5. Las pendientes son {told}: la probabilidad de cada clase, y "
        "en la etiqueta, esa probabilidad menos 1.",
    )


def learning_curves(runs: Results) -> None:
    """El error en lo estudiado y en lo nuevo, sin mentiras y con ellas, y cuántas repite."""
    fig, (clean, noisy, inside) = viz.figure(1, 3, width=10, height=3.8)
    epochs = np.arange(1, runs.values("train").shape[-1] + 1)
    for noise, ax, title in ((0, clean, "Sin mentiras"), (0.2, noisy, "Con mentiras")):
        for name, label in (("train", "lo estudiado"), ("validation", "lo nuevo")):
            style = viz.LINESTYLES[name]
            curves = runs.values(name, noise=noise)
            viz.band(ax, epochs, curves, label=label, color=name, linestyle=style)
        test = chilean(f"{runs.mean('test', noise=noise):.1f}")
        ax.set_title(f"{title}: en la prueba, {test} %", fontsize=10.5)
        ax.set(ylim=(0, 42), ylabel="error (%)")
        _name(ax, epochs, runs.mean("validation", noise=noise), 16, "lo nuevo", "validation", 2)
    for ax, at in ((clean, 5), (noisy, 9)):
        _name(ax, epochs, ax.lines[0].get_ydata(), at, "lo estudiado", "train", 2)
    repeated = runs.values("repeated", noise=0.2)
    viz.band(inside, epochs, repeated, label="mentiras", color="with")
    inside.set_title("Mentiras que ya repite", fontsize=11)
    inside.set(ylim=(0, 105), ylabel="de cada cien mentiras")
    best, late = memorizing(runs)
    lowest = runs.mean("validation", noise=0.2)[best - 1]
    noisy.plot([best], [lowest], "o", color=viz.COLORS["validation"])
    noisy.annotate(
        f"{decimal(lowest)} %",
        (best, lowest),
        (best - 0.6, lowest - 4.5),
        color=viz.COLORS["validation"],
        fontsize=10,
    )
    for epoch in (best, late):
        height = repeated.mean(axis=0)[epoch - 1]
        inside.plot([epoch], [height], "o", color=viz.COLORS["with"])
        inside.text(epoch + 0.8, height - 4, f"{height:.0f}", color=viz.COLORS["with"])
    for ax in (noisy, inside):
        ax.axvspan(best, late, color=viz.GRID, alpha=0.6, zorder=0)
    for ax in (clean, noisy, inside):
        ax.set(xlabel="época")
    viz.show(
        fig,
        alt="Tres paneles por época, con promedio y banda de cinco semillas. Sin mentiras, el "
        "error en lo estudiado llega a 0 y el de lo nuevo baja y se queda abajo. Con mentiras, el "
        "de lo estudiado también llega casi a 0, pero el de lo nuevo toca fondo en la época "
        f"{best} y vuelve a subir hasta la {late}. El tercero, las mentiras que repite: sube sobre "
        "todo entre esas dos épocas, y termina cerca de cien.",
    )


def _name(ax: Axes, x: Array, y: Any, at: int, name: str, color: str, lift: float) -> None:
    """Rotula una curva sobre su valor en la época `at`."""
    height = float(np.asarray(y)[at - 1]) + lift
    ax.text(x[at - 1], height, name, color=viz.COLORS[color], fontsize=10)


def memorizing(runs: Results) -> tuple[int, int]:
    """Entre qué épocas graba la mayoría: desde el fondo de la validación hasta repetir 3 de 4."""
    best = int(np.argmin(runs.mean("validation", noise=0.2)))
    late = int(np.argmax(runs.mean("repeated", noise=0.2) > MOSTLY))
    return best + 1, late + 1


def exam_luck(exam: Array, apart: Array, truth: Array) -> None:
    """El error de la red elegida según cuántas candidatas había. Formas: (repartos, candidatas)."""
    candidates = np.arange(1, exam.shape[1] + 1)
    fig, ax = viz.figure(height=3.9)
    for row in exam:
        ax.plot(candidates, row, color=viz.COLORS["validation"], lw=0.7, alpha=0.5)
    for values, label, color in (
        (exam, "lo que promete\nel examen", "validation"),
        (truth, "la verdad", "test"),
    ):
        style = viz.LINESTYLES.get(color, "-")
        ax.plot(candidates, values.mean(0), style, color=viz.COLORS[color], label=label, lw=2.4)
    some = [0, 4, 9, 14, 19, 24]
    means = apart.mean(0)[some]
    ax.plot(candidates[some], means, "D", mfc="white", mec=viz.COLORS["test"], ms=6, zorder=4)
    ax.text(10, means[2] + 0.9, "◇ otro examen, que no participó en la elección", fontsize=10)
    top, bottom = truth.mean(0)[-1], exam.mean(0)[-1]
    arrow = {"arrowstyle": "<->", "color": viz.INK, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", (29, top), (29, bottom), arrowprops=arrow)
    gap = f"{decimal(top - bottom, 2)} puntos\nde suerte"
    ax.text(29, bottom - 2.2, gap, ha="right", va="top", fontweight="bold")
    ax.set(xlabel="redes entre las que se elige la mejor", ylabel="error de la elegida (%)")
    ax.set(ylim=(0, 21), yticks=range(0, 21, 5), xticks=[1, 5, 10, 15, 20, 25, 30])
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de la red elegida según el número de candidatas, con el eje desde 0. En el "
        "examen con que se eligió, el error baja sin parar al agregar candidatas; las líneas finas "
        "son cinco repartos. El verdadero casi no cambia, y el de otro examen coincide con él. "
        f"Con treinta candidatas los separan cerca de {round(top - bottom)} puntos.",
    )


def corner() -> None:
    """El quiebre de ReLU: una pendiente a cada lado y la que mide el chequeo."""
    fig, ax = viz.figure(width=6, height=2.9)
    z = np.array([-1.0, 0.0, 1.0])
    ax.plot(z, np.maximum(z, 0), color=GRAY, lw=3)
    ends = np.array([-0.5, 0.5])
    ax.plot(ends, np.maximum(ends, 0), "--o", color=SLOPE)
    ax.plot([0], [0], "o", color=viz.INK, ms=8)
    ax.text(-0.95, 0.07, "pendiente 0", color=GRAY)
    ax.text(0.62, 0.42, "pendiente 1", color=GRAY)
    ax.text(-0.62, 0.5, "la que mide el chequeo: ½", color=SLOPE)
    ax.set(xlabel="lo que entra, z", ylabel="ReLU(z)", xticks=ends, xticklabels=["−h", "h"])
    ax.set(yticks=[0, 1], ylim=(-0.12, 1.05))
    viz.show(
        fig,
        alt="ReLU, plana a la izquierda de 0 y con pendiente 1 a la derecha. En el quiebre, la "
        "línea que une los valores en −h y en h tiene pendiente un medio: ninguna de las dos.",
    )


def descent(eta: float, steps: int = 12, w: float = 0.5) -> Array:
    """Los pesos que visita el descenso desde `w`. Formas: (steps + 1,)."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - eta * 2 * (path[-1] * X - Y) * X)
    return np.array(path)


def draw_descent(ax: Axes, eta: float, steps: int = 12) -> None:
    """El valle y los primeros pasos con tasa de aprendizaje `eta`."""
    path = descent(eta, steps)
    # si no explota, nunca pasa de su primera pérdida: se mira de cerca
    explodes = abs(1 - 2 * eta * X**2) > 1
    draw_valley(ax, *((-1.2, 4.2) if explodes else (0.2, 2.8)))
    losses = (path * X - Y) ** 2
    ax.plot(path, losses, "o-", lw=1, ms=5, color=SLOPE)
    ax.plot(path[0], losses[0], "o", ms=9, mfc="white", mec=SLOPE, mew=2)
    below = (8, -13) if explodes else (9, 4)
    ax.annotate("parte", (path[0], losses[0]), below, textcoords="offset points", color=SLOPE)
    ax.set(title=f"η = {decimal(eta)}", ylim=(-1.5, 28) if explodes else (-0.25, 5))


def three_rates() -> None:
    """Una tasa de aprendizaje corta, una justa y una excesiva."""
    fig, axes = viz.figure(1, 3, height=3.2)
    views = {"Corta": 0.02, "Justa": 0.125, "Excesiva": 0.26}
    for ax, (name, eta) in zip(axes, views.items(), strict=True):
        draw_descent(ax, eta, steps=6)
        ax.set_title(f"{name}: η = {decimal(eta)}")
        ax.set(ylabel="pérdida L" if ax is axes[0] else "")
    viz.show(
        fig,
        alt="Tres veces el mismo valle con seis pasos desde w = 0,5. Con η = 0,02 los pasos son "
        "cortos y se acercan de a poco; con 0,125 el primero cae justo al fondo; con 0,26 cada "
        "paso cruza el valle y queda más arriba que el anterior, en un eje más alto.",
    )


def explore(fig: Figure, eta: float) -> str:
    """Redibuja el descenso con otra η y cuenta qué pasa, para `widgets.explorer`."""
    ax = fig.axes[0] if fig.axes else fig.subplots()
    ax.clear()
    draw_descent(ax, eta)
    factor = 1 - 2 * eta * X**2
    if abs(factor) >= 1:
        outcome = "rebota para siempre, sin acercarse" if factor == -1 else "explota: cada vez peor"
    else:
        outcome = "avanza por un solo lado" if factor > 0 else "cruza el valle en cada paso, y baja"
    if factor == 0:
        outcome = "llega al fondo de un solo paso"
    return f"Doce pasos en un valle con fondo en w = 1,5, con η = {decimal(eta)}: {outcome}."
