"""Los dibujos de la lección 02, aumento de datos."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal
from course_lib.lab.trials import EVERY
from course_lib.lessons.lesson_02.tables import PIXELS, moved

WITHOUT, WITH = viz.COLORS["without"], viz.COLORS["with"]


def shifted(image: Array, table: Results) -> None:
    """Un dígito corrido 0 a 4 píxeles y, debajo, cuánto falla la red de siempre con los de prueba.

    Formas: image (alto, ancho).
    """
    fig = Figure(figsize=(8.0, 4.6), dpi=viz.DPI, layout="constrained")
    grid = fig.add_gridspec(2, len(PIXELS), height_ratios=[1, 1.6])
    for pixels in PIXELS:
        ax = fig.add_subplot(grid[0, pixels])
        ax.imshow(moved(image[None, ..., None], 0, pixels)[0, ..., 0])
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        ax.spines[:].set_visible(True)
        ax.set_title(f"+{pixels} px", fontsize=10, fontweight="normal", loc="center")
    ax = fig.add_subplot(grid[1, :])
    runs = table.tuned("by shift", study="nada")
    viz.band(ax, PIXELS, runs, label="", color="without", marker="o")
    for pixels, mean in zip(PIXELS, runs.mean(axis=0), strict=True):
        ax.annotate(
            f"{mean:.0f} %", (pixels, mean), (-4, 6), textcoords="offset points", ha="right"
        )
    ax.set(xlabel="píxeles que se corrió la imagen", ylabel="error de prueba (%)")
    ax.set(ylim=(0, 100), xlim=(-0.4, 4.2), xticks=list(PIXELS))
    told = ", ".join(f"{mean:.0f}" for mean in runs.mean(axis=0))
    viz.show(
        fig,
        alt="Arriba, el mismo dígito dentro de su marco, corrido 0, 1, 2, 3 y 4 píxeles a la "
        "derecha: a simple vista casi no cambia. Abajo, el error de prueba con los dígitos "
        f"corridos lo mismo: {told} %.",
    )


def batches(rows: Mapping[str, Array]) -> None:
    """El mismo lote como la red lo ve cada vez: título → imágenes.

    Formas: cada fila (ejemplos, alto, ancho, 1).
    """
    (columns,) = {len(images) for images in rows.values()}
    fig, axes = viz.figure(len(rows), columns, height=1.05 * len(rows), width=7.0)
    for row, (title, images) in zip(axes, rows.items(), strict=True):
        for ax, image in zip(row, images, strict=True):
            ax.imshow(image.squeeze(), vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
            ax.grid(False)
            ax.spines[:].set_visible(True)
        row[0].set_ylabel(title, rotation=0, ha="right", va="center")
    viz.show(
        fig,
        alt="Seis dígitos en varias filas: los originales y lo que la red ve de ellos en tres "
        "épocas. En cada época, cada uno está corrido hacia otro lado, y sigue siendo el mismo.",
    )


def equivalent(level: float, sizes: Sequence[int], errors: Array) -> float:
    """Con cuántos dígitos falla `level` (%) la red que con `sizes` falla `errors`.

    Entre dos tamaños se interpola en escala logarítmica.
    """
    return float(np.exp(np.interp(-level, -np.asarray(errors), np.log(sizes))))


def learning_curve(table: Results, yours: float | None = None) -> None:
    """Error de prueba contra cuántos dígitos se estudian, sin aumento y corriéndolos.

    Una flecha une los 500 corridos con la cantidad sin correr que falla lo mismo.

    Argumentos:
        yours: el error (%) de una red que estudió 500; se marca con una estrella.
    """
    fig, ax = viz.figure(height=4)
    sizes = table.grid["examples"]
    means = {}
    for study, label, color in (
        ("nada", "tal cual", "without"),
        ("correr", "corriéndolos", "with"),
    ):
        runs = table.tuned("test", study=study)
        means[study] = runs.mean(axis=1)
        viz.band(ax, sizes, runs.T, label=label, color=color, marker="o")
    level = means["correr"][sizes.index(500)]
    worth = equivalent(level, sizes, means["nada"])
    ax.annotate("", (worth, level), (500, level), arrowprops={"arrowstyle": "->"})
    ax.annotate(
        f"≈ {round(worth, -2):.0f}",
        (float(np.sqrt(500 * worth)), level),
        (0, 5),
        textcoords="offset points",
        ha="center",
    )
    ax.annotate(decimal(level), (500, level), (8, 6), textcoords="offset points")
    if yours is not None:
        ax.plot(500, yours, "*", color=viz.INK, markersize=14, zorder=5)
        ax.annotate("una red", (500, yours), (10, -14), textcoords="offset points")
    ax.set(xscale="log", ylim=(0, None))
    ax.set(xlabel="dígitos de verdad con que se estudia", ylabel="error de prueba (%)")
    ax.set_xticks(sizes, [decimal(size, 5) if size > 9999 else f"{size}" for size in sizes])
    ax.minorticks_off()
    viz.label_lines(ax)
    listed = (
        f"{title}, {'; '.join(decimal(float(mean)) for mean in means[study])}"
        for study, title in (("nada", "tal cual"), ("correr", "corriéndolos"))
    )
    viz.show(
        fig,
        alt=f"Error de prueba contra la cantidad de dígitos, {', '.join(map(str, sizes))}, en "
        f"escala logarítmica. En porcentaje: {'. '.join(listed)}. Una flecha va de los 500 "
        "corridos a la cantidad que, tal cual, falla lo mismo.",
    )


def three_errors(seen: Array, still: Array, validation: Array) -> None:
    """Un entrenamiento con aumento: el error como lo ve, quieto, y en validación."""
    fig, ax = viz.figure(height=3.4)
    steps = EVERY * np.arange(1, len(seen) + 1)
    blue = viz.COLORS["train"]
    ax.plot(steps, seen, ":", color=blue, label="estudiados, corridos")
    ax.plot(steps, still, color=blue, label="estudiados, quietos")
    ax.plot(steps, validation, "--", color=viz.COLORS["validation"], label="validación")
    ax.set(xlabel="pasos", ylabel="error (%)", ylim=(0, None))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error cada 200 pasos, quince veces. El de los dígitos estudiados llega casi a 0, "
        "primero quietos y después corridos otra vez al azar; el de validación es siempre el "
        "mayor y termina varios puntos más arriba.",
    )


def by_shift(dense: Results, conv: Results) -> None:
    """Error de prueba contra cuánto se corren los dígitos: dos redes, con aumento y sin él."""
    fig, ax = viz.figure(height=4)
    told = []
    for table, network, style in ((dense, "densa", "-"), (conv, "convolución", "--")):
        for study, color, how in (("nada", "without", ""), ("correr", "with", ", con aumento")):
            runs = table.tuned("by shift", study=study).reshape(-1, len(PIXELS))
            label = f"{network}{how}"
            viz.band(ax, PIXELS, runs, label=label, color=color, linestyle=style, marker="o")
            told.append(f"{label}: {', '.join(f'{mean:.0f}' for mean in runs.mean(axis=0))} %")
    ax.set(xlabel="píxeles que se corrió la imagen", ylabel="error de prueba (%)")
    ax.set(ylim=(0, 100), xticks=list(PIXELS))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de prueba al correr los dígitos de 0 a 4 píxeles, con 500 estudiados. "
        f"{'; '.join(told)}.",
    )


def upside_down_and_mirrored(pictures: Array) -> None:
    """Un ejemplo de cada dígito, de media vuelta y en espejo. Formas: (10, alto, ancho)."""
    titles = [f"era un {digit}" for digit in range(len(pictures))]
    both = np.concatenate([pictures[:, ::-1, ::-1], pictures[:, :, ::-1]])
    viz.show(
        viz.images(both, 2 * titles, columns=len(pictures)),
        alt="Dos filas con los diez dígitos. Arriba, girados media vuelta: el 6 quedó como un 9, y "
        "el 9, como un 6. Abajo, en un espejo: el 5 se parece a un 2. En las dos, el 0, el 1 y "
        "el 8 siguen siendo casi lo que eran; los demás no son ningún dígito.",
    )


def arms(table: Results) -> None:
    """Error de prueba según el aumento, un punto por semilla y su promedio."""
    runs, names = table.tuned("test"), table.grid["study"]
    runs = runs.reshape(len(names), -1)
    fig, ax = viz.figure(height=2.8)
    for row, errors in enumerate(runs):
        color = WITH if row else WITHOUT
        ax.plot(errors, [row] * len(errors), "o", color=color, alpha=0.5)
        ax.plot(errors.mean(), row, "|", color=color, markersize=18, markeredgewidth=2)
        ax.annotate(
            decimal(float(errors.mean())),
            (errors.mean(), row),
            (0, 11),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    ax.set_yticks(range(len(runs)), names)
    ax.invert_yaxis()
    ax.margins(y=0.18)
    ax.set(xlabel="error de prueba (%)", xlim=(0, None))
    told = (
        f"{name}, {decimal(float(run.mean()))} %" for name, run in zip(names, runs, strict=True)
    )
    viz.show(
        fig,
        alt="Error de prueba según qué se le hace a cada dígito al estudiarlo, con 500 y un punto "
        f"por semilla. Promedios: {'; '.join(told)}.",
    )


def small_network(table: Results) -> None:
    """Una red de cuatro neuronas: error de prueba y de lo estudiado contra cuántos dígitos."""
    fig, ax = viz.figure(height=3.6)
    sizes = table.grid["examples"]
    told = []
    for study, label, color in (("nada", "tal cual", "without"), ("correr", "corridos", "with")):
        tested, studied = (
            table.tuned(metric, study=study).reshape(len(sizes), -1) for metric in ("test", "train")
        )
        viz.band(ax, sizes, tested.T, label=f"{label}, prueba", color=color, marker="o")
        ax.plot(
            sizes, studied.mean(axis=1), ":", color=viz.COLORS[color], label=f"{label}, estudiados"
        )
        means = (
            " y ".join(decimal(float(run.mean())) for run in kind) for kind in (tested, studied)
        )
        told.append("{}: prueba, {} %; estudiados, {} %".format(label, *means))
    ax.set(xlabel="dígitos de verdad con que se estudia", ylabel="error (%)", ylim=(0, None))
    ax.set_xticks(sizes, map(str, sizes))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt=f"Error de una red de cuatro neuronas contra {' y '.join(map(str, sizes))} dígitos. "
        f"{'. '.join(told)}.",
    )


def _picture(ax: Axes, picture: Array) -> None:
    ax.imshow(picture.squeeze().clip(0, 1), vmin=0, vmax=1, interpolation="nearest")
    ax.set_axis_off()


def leak(promised: Array, real: Array) -> None:
    """Lo que promete la validación y lo que pasa en la prueba.

    Formas: (2, semillas), primero al aumentar antes de separar y después al revés.
    """
    orders = ("aumentar y separar", "separar y aumentar")
    fig, axes = viz.figure(1, len(orders), height=3, sharey=True)
    for ax, name, left, right in zip(axes, orders, promised, real, strict=True):
        for pair in zip(left, right, strict=True):
            ax.plot([0, 1], pair, color=viz.COLORS["without"], linewidth=1)
        ax.plot(np.zeros(len(left)), left, "o", color=viz.COLORS["validation"])
        ax.plot(np.ones(len(right)), right, "o", color=viz.COLORS["test"])
        ax.set_xticks([0, 1], ["validación", "prueba"])
        ax.set_xlim(-0.4, 1.4)
        ax.set_title(name, fontsize=11)
    axes[0].set(ylabel="error (%)", ylim=(0, 1.1 * float(np.max([promised, real]))))
    viz.show(
        fig,
        alt="Dos paneles; una línea por semilla une el error de validación con el de prueba. Al "
        "aumentar antes de separar, la validación promete entre 2 y 3 % y la prueba da cerca de 8. "
        "Al separar antes de aumentar, la validación cambia mucho de una semilla a otra y en "
        "promedio coincide con la prueba.",
    )


TURNED = (
    "Un 6 girado en 18, 72 y 180 grados. Con 18 sigue siendo un 6; con 72 ya es dudoso; con 180 es "
    "un 9.",
    "La foto de un palacio girada en 18, 72 y 180 grados. Sigue siendo un palacio: con 180, de "
    "cabeza.",
)


def three_turns(change: Callable[..., Any], pictures: Sequence[Array], turns: Array) -> None:
    """Un dígito y una foto girados en tres ángulos, cada uno en su figura.

    Juntos compartirían los 256 colores, y los grises del dígito saldrían teñidos.
    """
    for picture, alt in zip(pictures, TURNED, strict=True):
        fig, axes = viz.figure(1, len(turns), height=2.2)
        for ax, turn in zip(axes, turns, strict=True):
            _picture(ax, change("girar", turn)(picture[None])[0])
            ax.set_title(f"{360 * turn:.0f} grados", fontsize=10, fontweight="normal", loc="center")
        viz.show(fig, alt=alt)


def transform_gallery(change: Callable[..., Any], pictures: Sequence[Array]) -> Callable[..., str]:
    """Lo que dibuja el explorador de transformaciones."""

    def draw(fig: Figure, kind: str, amount: float) -> str:
        axes = fig.axes or list(fig.subplots(1, len(pictures)))
        for ax, picture in zip(axes, pictures, strict=True):
            ax.clear()
            _picture(ax, change(kind, amount)(picture[None])[0])
        return (
            f"El 6 y la foto del palacio después de {kind} con cantidad {decimal(amount)}; con "
            "cantidad 0 quedan como eran, y con las grandes la etiqueta puede dejar de ser cierta."
        )

    return draw
