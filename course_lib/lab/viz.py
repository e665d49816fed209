"""Un solo estilo para todas las figuras: cada color significa lo mismo en el curso entero.

Al importarlo, matplotlib adopta el estilo: también lo heredan las figuras que hagas por tu cuenta.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from typing import Any

import numpy as np
import PIL.Image
from cycler import cycler
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import ScalarFormatter
from numpy.typing import ArrayLike, NDArray

from course_lib import checks
from course_lib.lab.text import chilean

# Se distinguen con protanopía, deuteranopía y tritanopía, y se leen como texto sobre blanco
COLORS = {
    "train": "#0B62A4",
    "validation": "#C2470A",
    "test": "#1A1F2B",
    "numpy": "#5B3FA0",
    "keras": "#9A6700",
    "without": "#6F747E",
    "with": "#00503C",
}
# El color nunca va solo: cada conjunto tiene también su trazo, y cada clase, su marca
LINESTYLES = {"train": "-", "validation": "--", "test": "-."}
CLASS_COLORS = ("#1B98A8", "#8A1C5E", "#D9A300", "#3B3F46")
CLASS_MARKERS = ("o", "^", "s", "D")

# De oscuro a claro, para los valores crecientes de un hiperparámetro
SEQUENCE = LinearSegmentedColormap.from_list("curso", ["#14213D", "#5A3A9B", "#A3286F", "#C8440F"])

INK, GRID = "#1A1F2B", "#DDE1E6"
DPI = 144  # nítido en pantallas densas; se muestra a 96 puntos por pulgada
ALT_MINIMUM = 60

STYLE: dict[Any, Any] = {
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelcolor": INK,
    "axes.edgecolor": "#8A9099",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.xmargin": 0.02,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=[c for name, c in COLORS.items() if name != "test"]),
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "text.color": INK,
    "xtick.color": "#4A4F58",
    "ytick.color": "#4A4F58",
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "lines.linewidth": 2,
    "lines.markersize": 6,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "image.cmap": "gray_r",
    "figure.facecolor": "white",
    "figure.constrained_layout.h_pad": 0.08,
    "figure.constrained_layout.w_pad": 0.1,
    "savefig.facecolor": "white",
}
plt.rcParams.update(STYLE)


def figure(
    rows: int = 1, columns: int = 1, *, width: float = 8.0, height: float = 3.6, **subplots: Any
) -> tuple[Figure, Any]:
    """Abre una figura del ancho de JupyterLab y devuelve la figura y sus ejes.

    Argumentos:
        rows, columns: cuántos ejes; con 1 × 1 devuelve uno solo, si no, un arreglo de ejes.
        width, height: tamaño en pulgadas; 8 ocupa el ancho de una celda.
        subplots: lo que acepta `Figure.subplots`, como `sharey=True`.
    """
    fig = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    return fig, fig.subplots(rows, columns, **subplots)


def show(fig: Figure, alt: str) -> None:
    """Muestra la figura con su descripción, que es lo que lee quien no la ve, y la cierra.

    Argumentos:
        alt: qué se ve, en al menos 60 caracteres: ejes, curvas y lo que el dibujo demuestra.
    """
    image = Image(fig, alt)
    plt.close(fig)
    try:
        from IPython.display import display
    except ImportError:
        print(image)
    else:
        display(image)  # type: ignore[no-untyped-call]


class Image:
    """Una figura ya dibujada: PNG para la pantalla y texto para el lector de pantalla."""

    def __init__(self, fig: Figure, alt: str) -> None:
        self.alt = check_alt(alt)
        self.png = png(fig)
        self.html = html(self.png, alt, fig)
        self.width = width(fig)

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        # JupyterLab no pone la descripción en un PNG: por eso va también como HTML
        data = {"text/plain": self.alt, "text/html": self.html, "image/png": self.png}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}


def width(fig: Figure) -> int:
    """El ancho con que se muestra, en puntos de pantalla."""
    return round(96 * fig.get_figwidth())


def html(content: bytes, alt: str, fig: Figure) -> str:
    """Un PNG como etiqueta `<img>` con su descripción, que sí llega a la página."""
    source = b64encode(content).decode()
    return (
        f'<img alt="{escape(alt)}" width="{width(fig)}" style="max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{source}">'
    )


def png(fig: Figure, *, small: bool = True) -> bytes:
    """Dibuja la figura en memoria; los mismos datos dan siempre los mismos bytes.

    Argumentos:
        small: True reduce a 256 colores, un tercio del tamaño; False termina antes.
    """
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            # una escala logarítmica repone su formato: por eso se cambia al final
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_DecimalComma())
    # el lienzo que ya dibujó la figura recuerda cómo compuso sus textos
    canvas: Any = fig.canvas if isinstance(fig.canvas, FigureCanvasAgg) else FigureCanvasAgg(fig)
    canvas.draw()
    picture = PIL.Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    buffer = BytesIO()
    if small:
        picture = picture.quantize(method=PIL.Image.Quantize.MAXCOVERAGE)
    # con `optimize`, la compresión es siempre la máxima
    picture.save(buffer, format="png", optimize=small, compress_level=1)
    return buffer.getvalue()


def check_alt(alt: str) -> str:
    """Exige una descripción que de verdad describa."""
    if not isinstance(alt, str) or len(alt) < ALT_MINIMUM:
        raise ValueError(
            f"`alt` describe la figura a quien no la ve, en al menos {ALT_MINIMUM} caracteres: "
            f"qué hay en los ejes, qué hace cada curva y qué se concluye. Recibido: {alt!r}."
        )
    return alt


def band(
    ax: Axes,
    x: ArrayLike,
    values: ArrayLike,
    *,
    label: str,
    color: str,
    linestyle: str = "-",
    **line: Any,
) -> Line2D:
    """Dibuja el promedio de varias semillas y una banda que va de la más baja a la más alta.

    Argumentos:
        x: los puntos del eje horizontal.
        values: una fila por semilla.
        color: un nombre de `COLORS` ("train", "keras", …) o un color de matplotlib.
        line: lo que acepta `Axes.plot`, como `marker="o"`.

    Formas: x (N,); values (semillas, N).
    """
    points, runs = checks.array("x", x), checks.array("values", values)
    if points.ndim != 1 or runs.ndim != 2 or runs.shape[1] != len(points):
        raise ValueError(
            "`values` debe tener una fila por semilla y una columna por cada valor de `x`: "
            f"(semillas, {points.size}). Recibido: {runs.shape}. ¿Falta trasponerlo con `.T`?"
        )
    color = COLORS.get(color, color)
    ax.fill_between(points, runs.min(0), runs.max(0), color=color, alpha=0.18, linewidth=0)
    (mean,) = ax.plot(points, runs.mean(0), label=label, color=color, linestyle=linestyle, **line)
    return mean


def label_lines(ax: Axes) -> None:
    """Escribe el nombre de cada curva junto a su final, en su color: reemplaza a la leyenda.

    Llámala al final, con los límites y las escalas ya puestos.
    """
    for text in [text for text in ax.texts if text.get_gid() == "label_lines"]:
        text.remove()
    lines = [line for line in ax.lines if not str(line.get_label()).startswith("_")]
    if not lines:
        raise ValueError("No hay curvas con nombre: dibújalas con `label=…` antes de rotularlas.")
    fig = ax.get_figure(root=True)
    assert fig is not None
    fig.draw_without_rendering()
    ends = [_end(line) for line in lines]
    pixels = ax.transData.transform(ends)
    x, y = ax.transAxes.inverted().transform(pixels).T
    size = plt.rcParams["legend.fontsize"]
    gap = 1.3 * size * fig.dpi / 72 / ax.bbox.height
    for line, x_end, y_end in zip(lines, x, _spread(y, gap), strict=True):
        ax.annotate(
            str(line.get_label()),
            (x_end, y_end),
            xycoords="axes fraction",
            xytext=(6, 0),
            textcoords="offset points",
            color=line.get_color(),
            size=size,
            va="center",
            annotation_clip=False,
            gid="label_lines",
        )


def sequence(n: int) -> list[str]:
    """Entrega `n` colores de oscuro a claro, para valores crecientes de un hiperparámetro."""
    n = checks.integer("n", n)
    return [to_hex(color) for color in SEQUENCE(np.linspace(0, 1, n))]


def points(ax: Axes, x: NDArray[Any], y: NDArray[Any], **scatter: Any) -> None:
    """Dibuja ejemplos de dos características, cada clase con su color y su marca.

    Formas: x (N, 2); y (N,) con clases 0, 1, 2 o 3.
    """
    ax.margins(0.06)
    for label in np.unique(y):
        style: dict[str, Any] = {
            "color": CLASS_COLORS[label],
            "marker": CLASS_MARKERS[label],
            "label": f"clase {label}",
            "edgecolor": "white",
            "linewidth": 0.6,
            "s": 32,
        }
        ax.scatter(*x[y == label].T, **style | scatter)


def regions(
    ax: Axes, predict: Callable[[NDArray[Any]], NDArray[Any]], *, resolution: int = 200
) -> None:
    """Pinta qué clase elige un modelo en cada punto del plano visible, y la frontera entre clases.

    Llámala después de `points`, que fija los límites.

    Argumentos:
        predict: recibe (M, 2) y devuelve la clase de cada fila, (M,).
        resolution: puntos por eje en que se consulta al modelo.
    """
    limits = ax.get_xlim(), ax.get_ylim()
    x, y = np.meshgrid(*(np.linspace(*limit, resolution) for limit in limits))
    grid = np.column_stack([x.ravel(), y.ravel()])
    label = np.asarray(predict(grid)).reshape(x.shape)
    tints = ListedColormap([_tint(color) for color in CLASS_COLORS])
    ax.pcolormesh(x, y, label, cmap=tints, vmin=0, vmax=len(CLASS_COLORS) - 1, zorder=0)
    ax.contour(x, y, label, levels=[0.5, 1.5, 2.5], colors=INK, linewidths=1.2, zorder=1)
    ax.grid(False)
    ax.set(xlim=limits[0], ylim=limits[1])


def images(
    pictures: NDArray[Any], titles: Sequence[str] | None = None, *, columns: int = 10
) -> Figure:
    """Arma una galería de imágenes en grises, con un título sobre cada una si se entregan.

    Formas: pictures (N, alto, ancho).
    """
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    side = 8.0 / columns
    fig, axes = figure(
        rows, columns, height=rows * (side + 0.25 * (titles is not None)), squeeze=False
    )
    for ax in axes.flat:
        ax.set_axis_off()
    for index, (ax, picture) in enumerate(zip(axes.flat, pictures, strict=False)):
        ax.imshow(picture, interpolation="nearest")
        if titles is not None:
            ax.set_title(titles[index], fontsize=10, fontweight="normal", loc="center", pad=4)
    return fig


class _DecimalComma(ScalarFormatter):
    """Las marcas de un eje con coma decimal y punto de miles."""

    def __init__(self) -> None:
        super().__init__(useOffset=False)
        self.set_scientific(False)

    def __call__(self, x: float, pos: int | None = None) -> str:
        # si el eje llega a 10.000, todas sus marcas llevan punto de miles
        axis: Any = self.axis
        grouped = np.abs(axis.get_view_interval()).max() >= 10_000
        return chilean(super().__call__(x, pos), group=4 if grouped else 5)


def _end(line: Line2D) -> tuple[float, float]:
    x, y = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
    last = np.flatnonzero(np.isfinite(x) & np.isfinite(y))[-1]
    return x[last], y[last]


def _spread(y: NDArray[np.float64], gap: float) -> NDArray[np.float64]:
    """Separa las alturas a `gap` entre sí, dentro de [0, 1], y las mueve lo menos posible."""
    order = np.argsort(y, kind="stable")
    # quitado el paso `gap`, separar es volver creciente la lista: promediar lo que se cruza
    blocks: list[list[float]] = []
    for target in y[order] - gap * np.arange(len(y)):
        blocks.append([target])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    level = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
    level = level.clip(gap / 2, 1 - gap * (len(y) - 0.5))
    result = np.empty_like(y)
    result[order] = level + gap * np.arange(len(y))
    return result


def _tint(color: str) -> tuple[float, ...]:
    """Un color aclarado hasta servir de fondo."""
    return tuple(0.8 + 0.2 * channel for channel in to_rgb(color))
