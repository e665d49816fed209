"""Los dibujos de la lección 03, dropout."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib.config import Array
from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.text import chilean, decimal

OFF, ON = "#FFFFFF", viz.COLORS["with"]
EVERY = 200  # pasos entre dos puntos de las curvas ya calculadas


def missing_neurons(off: Sequence[float], usual: Array, trained: Array) -> None:
    """Error de validación al quitar neuronas de dos redes ya entrenadas.

    Formas: usual, trained (semillas, largo de off).
    """
    fig, ax = viz.figure(height=3.6)
    percent = 100 * np.array(off)
    viz.band(ax, percent, usual, label="entrenada completa", color="without", marker="o")
    viz.band(ax, percent, trained, label="entrenada con dropout", color="with", marker="s")
    ax.set(xlabel="neuronas ocultas apagadas al contestar (%)", ylabel="error de validación (%)")
    ax.set(ylim=(0, 100), xticks=percent)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de validación contra el porcentaje de neuronas apagadas: 0, 25, 50 y 75. La red "
        "entrenada completa pasa de cerca de 19 % a cerca de 66 % cuando le falta la mitad. La que "
        "se entrenó con dropout parte en cerca de 13 % y con la mitad apagada queda cerca de 24 %.",
    )


def active_units(counts: NDArray[np.intp], units: int, rate: float) -> None:
    """Histograma de cuántas neuronas quedaron prendidas, y la distribución binomial."""
    fig, ax = viz.figure(height=3.2)
    share = np.bincount(counts, minlength=units + 1) / len(counts)
    expected = [
        math.comb(units, on) * (1 - rate) ** on * rate ** (units - on) for on in range(units + 1)
    ]
    ax.bar(range(units + 1), 100 * share, color=viz.COLORS["numpy"], label="medido")
    ax.plot(100 * np.array(expected), "o", color=viz.COLORS["validation"], label="binomial")
    ax.set(xlabel="neuronas prendidas, de 20", ylabel="ejemplos (%)", xticks=range(0, 21, 2))
    ax.legend()
    viz.show(
        fig,
        alt="Histograma de cuántas de 20 neuronas quedan prendidas con tasa 0,3. Es una campana "
        "entre 7 y 20, con el máximo en 14, y calza con los puntos de la distribución binomial.",
    )


def _strip(ax: Axes, mask: Array) -> None:
    ax.imshow(mask > 0, cmap=ListedColormap([OFF, ON]), vmin=0, vmax=1, aspect="auto")
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
    ax.spines[["top", "right"]].set_visible(True)


def masks(pairs: Mapping[str, Sequence[Array]]) -> None:
    """Las máscaras de dos lotes seguidos, por cada manera de sortearlas."""
    fig, axes = viz.figure(len(pairs), 2, height=4.4)
    for row, (name, lots) in zip(axes, pairs.items(), strict=True):
        for number, (ax, mask) in enumerate(zip(row, lots, strict=True), 1):
            _strip(ax, mask)
            ax.set_title(f"{name}, lote {number}", fontsize=11)
        row[0].set_ylabel("ejemplos")
    for ax in axes[-1]:
        ax.set_xlabel("neuronas")
    viz.show(
        fig,
        alt="Cuatro cuadrículas de 8 ejemplos por 24 neuronas; verde es prendida. Con una máscara "
        "por ejemplo, cada fila es distinta. Con una por lote, todas las filas son iguales: se ven "
        "columnas enteras apagadas. En los dos casos, el segundo lote es distinto del primero.",
    )


def averages(scaled: Array, plain: Array, target: float) -> None:
    """Promedio acumulado de lo que sale de una neurona, con y sin amplificar.

    Formas: (repeticiones, sorteos).
    """
    fig, ax = viz.figure(height=3.4)
    draws = np.arange(1, scaled.shape[1] + 1)
    viz.band(ax, draws, scaled, label="amplificada", color="with")
    viz.band(ax, draws, plain, label="sin amplificar", color="without")
    ax.axhline(target, color=viz.INK, linewidth=1, linestyle=":")
    ax.set(xscale="log", xlabel="sorteos promediados", ylabel="salida promedio", ylim=(0, None))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Salida promedio de una neurona que vale 2, contra los sorteos, de 1 a 10.000. Con "
        "dropout invertido el promedio converge a 2. Sin amplificar, converge a 1.",
    )


def on_and_off(on: Array, off: Array, validation: Array) -> None:
    """Tres curvas por época: entrenamiento con dropout encendido y apagado, y validación."""
    fig, ax = viz.figure(height=3.6)
    epochs = np.arange(1, on.shape[1] + 1)
    style: dict[str, Any] = {"color": "train"}
    viz.band(ax, epochs, on, label="entrenamiento, encendido", linestyle=":", **style)
    viz.band(ax, epochs, off, label="entrenamiento, apagado", **style)
    viz.band(ax, epochs, validation, label="validación", color="validation", linestyle="--")
    ax.set(xlabel="época", ylabel="error (%)", ylim=(0, None))
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error por época, de 1 a 30. Con el dropout encendido, el de entrenamiento baja hasta "
        "cerca de 28 %. La misma red en los mismos datos, con el dropout apagado, llega a cerca de "
        "18 %. El de validación, contra etiquetas correctas, es el menor: cerca de 13 %.",
    )


def rate_chart(table: Results) -> Array:
    """El primer gráfico de la clase: error de entrenamiento y de prueba contra la tasa.

    Devuelve los promedios (3, tasas): entrenamiento encendido, apagado y prueba.
    """
    fig, ax = viz.figure(height=4)
    rates, means = np.array([100 * float(rate) for rate in table.grid["rate"]]), []
    for metric, label, color, style in (
        ("train on", "entrenamiento, encendido", "train", ":"),
        ("train", "entrenamiento, apagado", "train", "-"),
        ("test", "prueba", "test", "-."),
    ):
        runs = table.tuned(metric, open_ends=True).T
        means.append(runs.mean(axis=0))
        viz.band(ax, rates, runs, label=label, color=color, linestyle=style, marker="o")
    ax.set(xlabel="tasa de dropout (% de neuronas apagadas)", ylabel="error (%)")
    ax.set(ylim=(0, None), xticks=rates)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error contra la tasa de dropout: 0, 10, 30, 50, 70 y 80 %. El de entrenamiento sube "
        "desde 0, y con el dropout encendido sube mucho más que apagado. El de prueba baja de "
        "cerca de 16 % a cerca de 11 % en 70 % y sube otra vez: una U.",
    )
    return np.array(means)


def architectures(table: Results) -> Array:
    """El segundo gráfico de la clase: error de prueba por pasos, con y sin dropout.

    Devuelve los promedios (3, 2, arquitecturas): el primer error anotado, el menor y el último,
    sin dropout y con tasa 0,5.
    """
    names = table.grid["units"]
    fig, axes = viz.figure(1, len(names), height=3.4, sharey=True)
    summary = np.zeros((3, 2, len(names)))
    for column, (ax, units) in enumerate(zip(axes, names, strict=True)):
        for row, (rate, color) in enumerate((("0", "without"), ("0.5", "with"))):
            curves = table.tuned("test curve", units=units, rate=rate, open_ends=True)
            mean = curves.mean(axis=0)
            summary[:, row, column] = mean[0], min(mean), mean[-1]
            steps = EVERY * np.arange(1, curves.shape[1] + 1)
            viz.band(ax, steps, curves, label=f"tasa {decimal(float(rate))}", color=color)
        ax.set_title(units.replace("-", ", "), fontsize=11)
        ax.set(xlabel="pasos", ylim=(0, 30), xticks=[0, 1500, 3000])
    axes[0].set_ylabel("error de prueba (%)")
    axes[0].legend(loc="lower left")
    viz.show(
        fig,
        alt="Cuatro paneles, uno por arquitectura, con el error de prueba cada 200 pasos. Sin "
        "dropout las cuatro redes parten cerca de 13 %, suben hasta entre 18 y 25 y terminan en 16 "
        "a 19 %. Con tasa 0,5 bajan a cerca de 10 % y suben despacio hasta entre 12 y 14 %.",
    )
    return summary


def places(table: Results) -> Array:
    """Error de prueba según dónde se apaga más, un punto por semilla; devuelve los promedios."""
    fig, ax = viz.figure(height=3)
    names = {
        "0": "sin dropout",
        "0.3": "30 · 30 · 30",
        "0.1-0.3-0.5": "10 · 30 · 50",
        "0.5-0.3-0.1": "50 · 30 · 10",
    }
    test = table.tuned("test", open_ends=True)[:, 0]
    for row, (rate, errors) in enumerate(zip(table.grid["rate"], test, strict=True)):
        color = viz.COLORS["without" if rate == "0" else "with"]
        ax.plot(errors, [row] * len(errors), "o", color=color, alpha=0.6)
        ax.plot(errors.mean(), row, "|", color=color, markersize=18, markeredgewidth=2)
    ax.set_yticks(range(len(names)), [names[rate] for rate in table.grid["rate"]])
    ax.invert_yaxis()
    ax.margins(y=0.15)
    ax.set(xlabel="error de prueba (%)", ylabel="% apagado por capa")
    viz.show(
        fig,
        alt="Error de prueba de una red de tres capas ocultas según cuánto se apaga en cada una. "
        "Sin dropout, cerca de 16 %. Con 10, 30 y 50 % de la entrada a la salida, cerca de 17 %. "
        "Con 30 % parejo, cerca de 15 %. Con 50, 30 y 10 %, cerca de 13 %: la mejor.",
    )
    mean: Array = test.mean(axis=1)
    return mean


def many_networks(sizes: Sequence[int], sampled: Array, scaled: float) -> None:
    """Error al promediar k redes al azar, contra el de la red entera.

    Formas: sampled (repeticiones, largo de sizes).
    """
    fig, ax = viz.figure(height=3.4)
    viz.band(ax, sizes, sampled, label="promedio de k redes", color="numpy", marker="o")
    ax.axhline(scaled, color=viz.COLORS["with"], label="red entera, una pasada")
    ax.set(xscale="log", xlabel="k, redes promediadas", ylabel="error de validación (%)")
    ax.set_xticks(sizes, map(str, sizes))
    ax.minorticks_off()
    ax.set_ylim(0, None)
    ax.legend()
    viz.show(
        fig,
        alt="Error de validación al promediar k redes sorteadas, de 1 a 100. Una sola falla cerca "
        "de 26 %; el promedio baja rápido y desde unas 50 es igual al de la red entera en una sola "
        "pasada, cerca de 14 %.",
    )


def agreement(votes: Array, right: NDArray[np.bool_]) -> None:
    """Cuánto coinciden las redes sorteadas cuando la respuesta es correcta y cuando no."""
    fig, ax = viz.figure(height=3.2)
    bins = np.linspace(0, 100, 21)
    for chosen, label, color in ((right, "acierta", "with"), (~right, "se equivoca", "validation")):
        weights = np.full(chosen.sum(), 100 / chosen.sum())
        style: dict[str, Any] = {"histtype": "step", "linewidth": 2}
        ax.hist(
            100 * votes[chosen],
            bins,
            weights=weights,
            color=viz.COLORS[color],
            label=label,
            **style,
        )
    ax.set(xlabel="redes que votan por la respuesta ganadora (%)", ylabel="dígitos (%)")
    ax.legend(loc="upper left")
    viz.show(
        fig,
        alt="Histograma del porcentaje de redes que votan por la respuesta ganadora. Cuando el "
        "promedio acierta, lo más común es que coincidan casi todas. Cuando se equivoca, los votos "
        "se reparten: lo más común es que la ganadora junte entre 40 y 60 %.",
    )


def keras_in_band(ours: Array, theirs: Array) -> None:
    """Error de validación por época: nuestras semillas y una corrida de Keras.

    Formas: ours (semillas, épocas), theirs (épocas,).
    """
    fig, ax = viz.figure(height=3.2)
    epochs = np.arange(1, len(theirs) + 1)
    viz.band(ax, epochs, ours, label="course_lib, 3 semillas", color="numpy")
    ax.plot(epochs, theirs, color=viz.COLORS["keras"], label="Keras")
    ax.set(xlabel="época", ylabel="error de validación (%)", ylim=(0, None))
    ax.legend()
    viz.show(
        fig,
        alt="Error de validación por época, de 1 a 30, con dropout 0,5. La curva de Keras va "
        "sobre la banda de nuestras tres semillas al comienzo y después se mezcla con ella, cerca "
        "de 13 %.",
    )


def small_network(rates: Sequence[float], small: Array, large: Array) -> None:
    """Error de validación con etiquetas correctas, en una red chica y en una grande.

    Formas: (tasas, semillas).
    """
    fig, ax = viz.figure(height=3.2)
    for runs, label, color in ((small, "16 neuronas", "validation"), (large, "96 y 96", "numpy")):
        viz.band(ax, np.array(rates), runs.T, label=label, color=color, marker="o")
    ax.set(xlabel="tasa de dropout", ylabel="error de validación (%)", ylim=(0, None), xticks=rates)
    viz.label_lines(ax)
    viz.show(
        fig,
        alt="Error de validación contra la tasa de dropout, 0, 0,2 y 0,5, con etiquetas correctas. "
        "La red de 96 y 96 neuronas se mueve entre 7 y 9 %. La de 16 neuronas sube de cerca "
        "de 10 % a cerca de 13 %.",
    )


def three_strips(draw_mask: Callable[..., Array], rates: Sequence[float]) -> None:
    """La máscara de un lote con tres tasas."""
    fig, axes = viz.figure(1, len(rates), height=2.6)
    for ax, rate in zip(axes, rates, strict=True):
        _strip(ax, draw_mask(rate=rate, layer="capa 1", number=1))
        ax.set_title(f"tasa {decimal(rate)}", fontsize=11)
        ax.set_xlabel("neuronas")
    axes[0].set_ylabel("ejemplos")
    viz.show(
        fig,
        alt="Tres máscaras de 12 ejemplos por 32 neuronas con tasas 0,2, 0,5 y 0,8. Las casillas "
        "verdes, prendidas, son casi todas en la primera, la mitad en la segunda y pocas en la "
        "tercera, sin ningún orden.",
    )


def mask_strip(draw_mask: Callable[..., Array]) -> Callable[..., str]:
    """Lo que dibuja el explorador de máscaras."""

    def draw(fig: Figure, rate: float, layer: str, number: int) -> str:
        mask = draw_mask(rate=rate, layer=layer, number=number)
        if not fig.axes:
            _strip(fig.subplots(), mask)
            fig.axes[0].set(xlabel="neuronas", ylabel="ejemplos")
        ax = fig.axes[0]
        ax.images[0].set_data(mask > 0)
        on = 100 * np.mean(mask > 0)
        ax.set_title(chilean(f"prendidas: {on:.0f} %; cada una vale {1 / (1 - rate):.3g} veces"))
        return (
            f"Máscara de la {layer} con tasa {decimal(rate)}, sorteo {number}: {on:.0f} % de las "
            f"casillas prendidas, amplificadas por {decimal(1 / (1 - rate), 3)}."
        )

    return draw


CURVES = (("train", "entrenamiento"), ("validation", "validación"), ("test", "prueba"))


def _curves(table: Results, rate: str) -> list[Array]:
    return [
        table.tuned(f"{metric} curve", rate=rate, open_ends=True).mean(axis=0)
        for metric, _ in CURVES
    ]


def _draw_curves(ax: Axes, table: Results, rate: str) -> None:
    for (metric, label), curve in zip(CURVES, _curves(table, rate), strict=True):
        steps = EVERY * np.arange(1, len(curve) + 1)
        color, style = viz.COLORS[metric], viz.LINESTYLES[metric]
        ax.plot(steps, curve, color=color, linestyle=style, label=label)
    ax.set(xlabel="pasos", ylim=(0, 40), xticks=[0, 1500, 3000])
    ax.set_title(f"tasa {decimal(float(rate))}", fontsize=11)


def three_rates(table: Results, rates: Sequence[str]) -> list[float]:
    """Las curvas de aprendizaje con tres tasas; devuelve la brecha final de cada una.

    La brecha es el error de prueba menos el de entrenamiento, en puntos.
    """
    fig, axes = viz.figure(1, len(rates), height=3.2, sharey=True)
    for ax, rate in zip(axes, rates, strict=True):
        _draw_curves(ax, table, rate)
    axes[0].set_ylabel("error (%)")
    axes[0].legend()
    viz.show(
        fig,
        alt="Curvas de error por pasos con tasas 0, 0,5 y 0,8. Con 0, el entrenamiento llega a 0 y "
        "las otras dos suben de 13 a 16 %. Con 0,5, bajan a cerca de 10 % y terminan cerca de "
        "12 %. Con 0,8, las tres quedan altas, sobre 17 %: subajuste.",
    )
    ends = [[curve[-1] for curve in _curves(table, rate)] for rate in rates]
    return [float(test - train) for train, _, test in ends]


def rate_curves(table: Results) -> Callable[..., str]:
    """Lo que dibuja el explorador de tasas, con los resultados ya calculados."""

    def draw(fig: Figure, rate: str) -> str:
        if not fig.axes:
            _draw_curves(fig.subplots(), table, rate)
            fig.axes[0].set_ylabel("error (%)")
            fig.axes[0].legend(loc="upper right")
        ax = fig.axes[0]
        ends = []
        for line, (_, label), curve in zip(ax.lines, CURVES, _curves(table, rate), strict=True):
            line.set_ydata(curve)
            ends.append(f"{label} {curve[-1]:.0f} %")
        ax.set_title(f"tasa {decimal(float(rate))}", fontsize=11)
        return f"Con tasa {decimal(float(rate))}, después de 3.000 pasos: {', '.join(ends)}."

    return draw
