"""Los dibujos de la lección 00: la red que memoriza, el valle de una neurona y el examen."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib.config import Array
from course_lib.lab import datasets, viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal

# La neurona de la lección: un ejemplo, x = 2 e y = 3; el fondo del valle queda en w = 1,5
X, Y = 2.0, 3.0


def gallery(train: datasets.Split, labels: NDArray[Any], answers: NDArray[Any]) -> None:
    """Diez ejemplos mal etiquetados y lo que la red responde."""
    shown = np.flatnonzero(labels != train.y)[:10]
    titles = [f"le dijeron {labels[i]}\nresponde {answers[i]}" for i in shown]
    fig = viz.images(train.x[shown].reshape(-1, 28, 28), titles, columns=5)
    cases = ", ".join(f"un {train.y[i]} con etiqueta {labels[i]}" for i in shown)
    viz.show(fig, alt=f"Diez dígitos con su etiqueta falsa, que la red repite: {cases}.")


def draw_valley(ax: Axes, low: float, high: float) -> None:
    """La pérdida de la neurona para cada peso posible."""
    weights = np.linspace(low, high, 200)
    ax.plot(weights, (weights * X - Y) ** 2, color=viz.COLORS["without"])
    ax.set(xlabel="peso w", ylabel="pérdida L", xlim=(low, high))


def one_step(eta: float = 0.1, w: float = 0.5) -> None:
    """El primer paso del descenso: el punto, la pendiente y dónde se llega."""
    loss, slope = (w * X - Y) ** 2, 2 * (w * X - Y) * X
    arrival = w - eta * slope
    lower = (arrival * X - Y) ** 2
    fig, ax = viz.figure(height=3.8)
    draw_valley(ax, -0.5, 3.5)
    tangent = np.array([w - 0.4, w + 0.4])
    ax.plot(tangent, loss + slope * (tangent - w), "--", color=viz.COLORS["validation"])
    ax.annotate("", (arrival, lower), (w, loss), arrowprops={"arrowstyle": "->", "lw": 2})
    ax.plot([w, arrival], [loss, lower], "o", color=viz.COLORS["numpy"])
    label = f"pendiente {decimal(slope)}"
    ax.annotate(label, (w - 0.25, loss + 2.6), color=viz.COLORS["validation"])
    ax.annotate("un paso", (w + 0.5, loss - 1.6), color=viz.COLORS["numpy"])
    viz.show(
        fig,
        alt="La pérdida es un valle: una parábola con el fondo en w = 1,5. "
        f"Desde w = {decimal(w)}, donde vale {decimal(loss)} y la pendiente es {decimal(slope)}, "
        f"una flecha baja hasta w = {decimal(arrival)}, donde la pérdida es {decimal(lower)}.",
    )


def learning_curves(runs: Results) -> None:
    """Error de entrenamiento y de validación sin mentiras y con ellas, y el tamaño de los pesos."""
    fig, (clean, noisy, inside) = viz.figure(1, 3, width=10, height=3.8)
    worlds = {0.0: (clean, "sin mentiras"), 0.2: (noisy, "con mentiras")}
    for (noise, (ax, title)), color in zip(worlds.items(), ("without", "with"), strict=True):
        for name, label in (("train", "entrenamiento"), ("validation", "validación")):
            curves = at_best_rate(runs, name, noise)
            epochs = np.arange(1, curves.shape[-1] + 1)
            style = viz.LINESTYLES[name]
            viz.band(ax, epochs, curves, label=label, color=name, linestyle=style)
        weights = runs.values("weights", noise=noise, learning_rate=0.02)
        viz.band(inside, np.arange(weights.shape[-1]), weights, label=title, color=color)
        ax.set(title=title.capitalize(), ylim=(0, 70), ylabel="tasa de error (%)")
    inside.set(title="Por dentro (tasa 0,02)", ylabel="‖W‖ de la última capa")
    names = (
        (clean, 13, 2, "entrenamiento", "train"),
        (clean, 13, 13, "validación", "validation"),
        (noisy, 16, 9, "entrenamiento", "train"),
        (noisy, 13, 26, "validación", "validation"),
        (inside, 4, 7.3, "con mentiras", "with"),
        (inside, 17, 5.8, "sin mentiras", "without"),
    )
    for ax, x, y, name, color in names:
        ax.set(xlabel="época")
        ax.text(x, y, name, color=viz.COLORS[color])
    viz.show(
        fig,
        alt="Tres paneles por época, con promedio y banda de cinco semillas. Sin mentiras, el "
        "error de entrenamiento llega a 0 y el de validación baja y se estabiliza. Con mentiras, "
        "el de entrenamiento llega casi a 0, pero el de validación baja, toca fondo y vuelve a "
        "subir. El tercero es el tamaño de los pesos: con mentiras termina claramente mayor.",
    )


def at_best_rate(runs: Results, metric: str, noise: float) -> Array:
    """Una medida con la tasa de menor error de validación. Formas: (semillas, …)."""
    lowest = runs.values("validation", noise=noise).min(axis=-1).mean(axis=-1)
    best: Array = runs.values(metric, noise=noise)[int(np.argmin(lowest))]
    return best


def exam_luck(exam: Array, test: Array, truth: Array) -> None:
    """El error de la red elegida según cuántas candidatas había. Formas: (semillas, candidatas)."""
    candidates = np.arange(1, exam.shape[1] + 1)
    fig, ax = viz.figure(height=3.8)
    style = viz.LINESTYLES
    lines = (
        (truth, "la verdad", "without", "-"),
        (test, "la prueba", "test", style["test"]),
        (exam, "el examen", "validation", style["validation"]),
    )
    for values, label, color, linestyle in lines:
        viz.band(ax, candidates, values, label=label, color=color, linestyle=linestyle)
    ax.set(xlabel="redes entre las que se elige la mejor", ylabel="tasa de error de la elegida (%)")
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de la red elegida según el número de candidatas, con banda de tres repartos. En "
        "el examen con que se eligió, el error baja sin parar al agregar candidatas. El verdadero "
        "casi no cambia, y el de la prueba apartada coincide con él.",
    )


def descent(eta: float, steps: int = 12, w: float = 0.5) -> Array:
    """Los pesos que visita el descenso desde `w`. Formas: (steps + 1,)."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - eta * 2 * (path[-1] * X - Y) * X)
    return np.array(path)


def draw_descent(ax: Axes, eta: float) -> None:
    """El valle y los doce primeros pasos con tasa `eta`."""
    path = descent(eta)
    draw_valley(ax, -1.2, 4.2)
    ax.plot(path, (path * X - Y) ** 2, "o-", lw=1, ms=5, color=viz.COLORS["numpy"])
    ax.set(title=f"η = {decimal(eta)}", ylim=(-1.5, 28))


def three_rates() -> None:
    """Una tasa corta, una justa y una excesiva."""
    fig, axes = viz.figure(1, 3, height=3.2, sharey=True)
    for ax, (name, eta) in zip(
        axes, {"Corta": 0.02, "Justa": 0.125, "Excesiva": 0.26}.items(), strict=True
    ):
        draw_descent(ax, eta)
        ax.set_title(f"{name}: η = {decimal(eta)}")
        ax.label_outer()
    viz.show(
        fig,
        alt="Tres veces el mismo valle con doce pasos desde w = 0,5. Con η = 0,02 los pasos son "
        "cortos y se acercan de a poco; con 0,125 el primero cae justo al fondo; con 0,26 cada "
        "paso cruza el valle y queda más arriba que el anterior.",
    )


def explore(fig: Figure, eta: float) -> str:
    """Redibuja el descenso con otra tasa y cuenta qué pasa, para `widgets.explorer`."""
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
    return f"Doce pasos en un valle con fondo en w = 1,5, con tasa {decimal(eta)}: {outcome}."


def suspects(usual: Sequence[float], solved: Sequence[float], exact: Sequence[float]) -> None:
    """La diferencia con Keras en tres entrenamientos que solo cambian una constante."""
    curves = {"momento 0,9": usual, "el mismo 0,9 redondeado": solved, "potencias de dos": exact}
    _gaps(
        curves,
        alt="Mayor diferencia de pesos con Keras en 240 pasos, en escala logarítmica. Con momento "
        "0,9 queda entre 1e−7 y 1e−4. Con potencias de dos no pasa de 1e−12, y si nuestro "
        "0,9 se redondea como el de Keras, tampoco.",
    )


def butterfly(wild: Sequence[float], exact: Sequence[float]) -> None:
    """La diferencia con Keras cuando el entrenamiento es caótico y cuando no."""
    _gaps(
        {"tasa 4": wild, "tasa ⅛": exact},
        alt="Mayor diferencia de pesos con Keras en 240 pasos, en escala logarítmica y solo con "
        "potencias de dos. Con tasa ⅛ se mantiene plana, bajo 1e−12. Con tasa 4 sube "
        "exponencialmente, más de un millón de veces.",
    )


def _gaps(curves: Mapping[str, Sequence[float]], alt: str) -> None:
    fig, ax = viz.figure(height=3.6)
    for (name, values), color in zip(curves.items(), viz.sequence(len(curves)), strict=True):
        steps = 40 * np.arange(1, len(values) + 1)
        ax.semilogy(steps, values, "o-", label=name, color=color)
    ax.set(xticks=steps, xlabel="pasos de entrenamiento", ylabel="máx |Δw| con Keras")
    viz.label_lines(ax)
    viz.show(fig, alt=alt)
