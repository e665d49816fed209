"""Los dibujos de la lección 02, aumento de datos."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import decimal

# Más oscuro, más error; los números van encima, en blanco o en negro
HEAT = LinearSegmentedColormap.from_list("error", ["#FFFFFF", viz.COLORS["validation"]])


def answers(pictures: Array, titles: Sequence[str]) -> None:
    """Una fila de imágenes, cada una con lo que contesta la red."""
    fig = viz.images(pictures, titles, columns=5)
    for ax in fig.axes:  # sin el marco no se ve que se corrió
        ax.set_axis_on()
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
    viz.show(
        fig,
        alt="El mismo dígito cinco veces dentro de su marco, corrido 0, 1, 2, 3 y 4 píxeles hacia "
        "la derecha. Sobre cada imagen, lo que contesta la red: acierta en la primera y termina "
        "contestando otra cosa, aunque a simple vista casi no cambia nada.",
    )


def error_by_shift(pixels: Sequence[int], usual: Array) -> None:
    """Error de validación contra cuánto se corren los dígitos. Forma: usual (semillas, píxeles)."""
    fig, ax = viz.figure(height=3.2)
    viz.band(ax, pixels, usual, label="sin aumento", color="without", marker="o")
    ax.set(xlabel="píxeles que se corrió la imagen", ylabel="error de validación (%)")
    ax.set(ylim=(0, 100), xticks=pixels)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de validación al correr los dígitos de 0 a 4 píxeles. Parte cerca de 10 %, con "
        "un píxel casi se duplica, con tres pasa de la mitad y con cuatro llega cerca de 80 %.",
    )


def gallery(views: Sequence[Mapping[str, Array]]) -> None:
    """Cada imagen en una fila, con sus transformaciones: nombre → resultado."""
    fig, axes = viz.figure(len(views), len(views[0]), height=2.6)
    for row, pictures in zip(axes, views, strict=True):
        for ax, (name, picture) in zip(row, pictures.items(), strict=True):
            _picture(ax, picture)
            ax.set_title(name, fontsize=9, fontweight="normal", loc="center", pad=3)
    viz.show(
        fig,
        alt="Un dígito y una foto de un palacio chino, cada uno original y con siete cambios: "
        "correr, reflejar, girar, recortar, ruido, tapar un cuadrado y mezclar con otra imagen. La "
        "foto sigue siendo un palacio en todas; el dígito reflejado ya no es un dígito.",
    )


def _picture(ax: Axes, picture: Array) -> None:
    ax.imshow(picture.squeeze().clip(0, 1), vmin=0, vmax=1, interpolation="nearest")
    ax.set_axis_off()


def learning_curve(table: Results) -> tuple[Array, Array]:
    """Error de prueba contra la cantidad de ejemplos; devuelve los promedios sin y con aumento."""
    fig, ax = viz.figure(height=4)
    sizes = table.grid["examples"]
    means = []
    for shift, label, color in ((0, "sin aumento", "without"), (2, "con aumento", "with")):
        runs = table.tuned("test", shift=shift, open_ends=True)
        means.append(runs.mean(axis=1))
        viz.band(ax, sizes, runs.T, label=label, color=color, marker="o")
    ax.set(
        xscale="log", xlabel="dígitos de verdad con que se estudia", ylabel="error de prueba (%)"
    )
    ax.set_xticks(sizes, [f"{size:,}".replace(",", ".") for size in sizes])
    ax.minorticks_off()
    ax.set_ylim(0, None)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de prueba contra la cantidad de dígitos, de 100 a 3500, en escala logarítmica. "
        "Las dos curvas bajan. Sin aumento, de cerca de 22 a cerca de 5 %; con desplazamientos, de "
        "cerca de 15 a cerca de 3 %, siempre más abajo.",
    )
    return means[0], means[1]


def patience(table: Results) -> Array:
    """Error de prueba contra las épocas, con todos los datos; devuelve (sin, con) × épocas."""
    fig, ax = viz.figure(height=3.4)
    epochs = table.grid["epochs"]
    means = []
    for shift, label, color in ((0, "sin aumento", "without"), (2, "con aumento", "with")):
        runs = table.tuned("test", shift=shift, open_ends=True)[0]
        means.append(runs.mean(axis=1))
        viz.band(ax, epochs, runs.T, label=label, color=color, marker="o")
    ax.set(xscale="log", xlabel="épocas", ylabel="error de prueba (%)", ylim=(0, None))
    ax.set_xticks(epochs, map(str, epochs))
    ax.minorticks_off()
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de prueba con 3500 dígitos contra las épocas: 3, 10, 30 y 90. Sin aumento se "
        "detiene cerca de 5 %. Con aumento parte más arriba, la cruza y sigue bajando hasta cerca "
        "de 3 %.",
    )
    return np.array(means)


def two_capacities(large: Results, small: Results) -> tuple[Array, Array, Array]:
    """Entrenamiento y prueba contra la cantidad de ejemplos, en una red grande y en una chica.

    Las dos con aumento. Devuelve los promedios de la chica: entrenamiento, prueba, y prueba si
    estudia sin aumento.
    """
    fig, axes = viz.figure(1, 2, height=3.6, sharey=True)
    means: tuple[Array, ...] = ()
    for ax, table, title in zip(
        axes, (large, small), ("256 y 256 neuronas", "4 neuronas"), strict=True
    ):
        sizes = table.grid["examples"]
        means = ()
        if table is small:
            plain = table.tuned("test", shift=0, open_ends=True).reshape(len(sizes), -1)
            viz.band(ax, sizes, plain.T, label="prueba sin aumento", color="without")
        for metric, label in (("train", "entrenamiento"), ("test", "prueba")):
            runs = table.tuned(metric, shift=2, open_ends=True).reshape(len(sizes), -1)
            means += (runs.mean(axis=1),)
            style: dict[str, Any] = {"color": metric, "linestyle": viz.LINESTYLES[metric]}
            viz.band(ax, sizes, runs.T, label=label, **style)
        ax.set_title(title)
        ax.set(xscale="log", xlabel="dígitos", ylim=(0, 50))
        ax.set_xticks([100, 500, 3500], ["100", "500", "3.500"])
        ax.minorticks_off()
    axes[0].set_ylabel("error (%)")
    axes[1].legend(loc="upper right", fontsize=9)
    viz.show(
        fig,
        alt="Error de entrenamiento y de prueba contra la cantidad de dígitos, con aumento. En la "
        "red grande el de entrenamiento es casi 0 y el de prueba baja de 15 a 3 %. En la de cuatro "
        "neuronas el de prueba no baja de 26 % desde los 500, y el de entrenamiento sube hasta él; "
        "sin aumento el de prueba sí sigue bajando, de 35 a 20 %.",
    )
    return means[0], means[1], small.tuned("test", shift=0, open_ends=True).mean(axis=(1, 2))


CONDITIONS = {"as is": "tal cual", "shifted": "corridos", "rotated": "girados"}


def crossing(table: Results) -> Array:
    """Con qué se estudió contra en qué se prueba: el error de cada cruce; devuelve (4, 3)."""
    cells = np.array([table.tuned(metric, open_ends=True).mean(axis=1) for metric in CONDITIONS]).T
    fig, ax = viz.figure(height=3.6, width=6)
    ax.imshow(cells, cmap=HEAT, vmin=0, vmax=60, aspect="auto")
    for (row, column), value in np.ndenumerate(cells):
        color = "white" if value > 30 else viz.INK
        ax.text(column, row, f"{value:.0f} %", ha="center", va="center", color=color)
    ax.set_xticks(range(len(CONDITIONS)), list(CONDITIONS.values()))
    ax.set_yticks(range(len(cells)), ["sin aumento", "corriendo", "girando", "con las dos"])
    ax.set(xlabel="dígitos de prueba", ylabel="se estudió")
    ax.grid(False)
    viz.show(
        fig,
        alt="Tabla de errores de prueba. Filas: sin aumento, corriendo, girando y con las dos. "
        "Columnas: dígitos tal cual, corridos y girados. Cada aumento baja el error en lo que "
        "practicó; el que no se practicó sigue alto, y la última fila es baja en las tres.",
    )
    return cells


def upside_down(pictures: Sequence[Array], share: Array) -> None:
    """Un ejemplo de cada dígito dado vuelta, con lo que más contestan las redes y cuánto (%).

    Forma: share (10 dígitos, 10 respuestas).
    """
    titles = [f"{d}: dice {row.argmax()} ({row.max():.0f} %)" for d, row in enumerate(share)]
    viz.show(
        viz.images(np.array(pictures)[..., 0], titles, columns=5),
        alt="Los diez dígitos girados en media vuelta. Sobre cada uno, lo que más contestan las "
        "redes: al 6 de cabeza le dicen 9 en la mayoría de los casos, y al 9, casi siempre 6. El "
        "0, el 1 y el 8 siguen siendo 0, 1 y 8.",
    )


def arms(table: Results) -> Array:
    """Error de validación con cada aumento, un punto por semilla; devuelve los promedios."""
    runs = table.tuned("validation", open_ends=True)
    fig, ax = viz.figure(height=2.8)
    for row, errors in enumerate(runs):
        color = viz.COLORS["with" if row else "without"]
        ax.plot(errors, [row] * len(errors), "o", color=color, alpha=0.6)
        ax.plot(errors.mean(), row, "|", color=color, markersize=18, markeredgewidth=2)
    ax.set_yticks(range(len(runs)), table.grid["name"])
    ax.invert_yaxis()
    ax.margins(y=0.15)
    ax.set(xlabel="error de validación (%)")
    viz.show(
        fig,
        alt="Error de validación según el aumento, un punto por semilla. Girar hasta 15 grados lo "
        "baja de cerca de 10 a cerca de 9 %; reflejar en un espejo lo sube a cerca de 14, y "
        "poner además de cabeza, a cerca de 17.",
    )
    mean: Array = runs.mean(axis=1)
    return mean


def noise_as_ridge(stddevs: Sequence[float], learned: Array, ridge: Array) -> None:
    """Pesos aprendidos con ruido en las entradas y pesos de la fórmula de ridge.

    Formas: learned (desviaciones, semillas, pesos), ridge (desviaciones, pesos).
    """
    fig, ax = viz.figure(height=3.6)
    for index, color in enumerate(viz.CLASS_COLORS):
        ax.plot(stddevs, ridge[:, index], color=color, label=f"w{'₁₂₃₄'[index]}")
        for run in learned[:, :, index].T:
            ax.plot(stddevs, run, "o", color=color)
    ax.axhline(0, color=viz.INK, linewidth=1)
    ax.set(xlabel="desviación del ruido, σ", ylabel="peso", xticks=stddevs)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Cuatro pesos contra la desviación del ruido, de 0 a 1,5. Las líneas son la fórmula de "
        "ridge con λ = σ²; los puntos, lo que aprendió la neurona estudiando con ruido. Los puntos "
        "caen sobre las líneas, y todos los pesos se acercan a 0.",
    )


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


def three_turns(change: Callable[..., Any], pictures: Sequence[Array], turns: Array) -> None:
    """Un dígito y una foto girados en tres ángulos."""
    fig, axes = viz.figure(len(pictures), len(turns), height=4)
    for row, picture in zip(axes, pictures, strict=True):
        for ax, turn in zip(row, turns, strict=True):
            _picture(ax, change("girar", turn)(picture[None])[0])
            ax.set_title(f"{360 * turn:.0f} grados", fontsize=10, fontweight="normal", loc="center")
    viz.show(
        fig,
        alt="Un 6 y la foto del palacio girados en 18, 72 y 180 grados. Con 18 los dos siguen "
        "siendo lo que eran. Con 180 el 6 es un 9, y la foto muestra un palacio de cabeza.",
    )


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


def keras_in_band(ours: Array, theirs: Array) -> None:
    """Error de validación por época: nuestras semillas y una corrida de Keras.

    Formas: ours (semillas, épocas), theirs (épocas,).
    """
    fig, ax = viz.figure(height=3.2)
    epochs = np.arange(1, len(theirs) + 1)
    viz.band(ax, epochs, ours, label=f"course_lib, {len(ours)} semillas", color="numpy")
    ax.plot(epochs, theirs, color=viz.COLORS["keras"], label="Keras")
    ax.set(xlabel="época", ylabel="error de validación (%)", ylim=(0, None))
    ax.legend()
    viz.show(
        fig,
        alt="Error de validación por época al estudiar con desplazamientos. La curva de Keras baja "
        "junto con la banda de nuestras tres semillas; al comienzo se aparta y termina con ella.",
    )
