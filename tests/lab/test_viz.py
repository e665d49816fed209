"""Las figuras comparten estilo, se describen con palabras y se repiten byte a byte."""

import re
import sys
from base64 import b64decode
from io import BytesIO
from itertools import combinations, pairwise

import IPython.display
import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

from course_lib.lab import viz

ALT = "Curva de error contra épocas: baja de 0,4 a 0,1 y luego se queda quieta hasta el final."


def curves(log=False):
    fig, ax = viz.figure()
    for name, height in (("train", 0.11), ("validation", 0.12), ("test", 0.4)):
        ax.plot([0, 1, 2], [1, 0.5, height], color=viz.COLORS[name], label=name)
    if log:
        ax.set_yscale("log")
    viz.label_lines(ax)
    return fig, ax


def labels(ax):
    return [text for text in ax.texts if text.get_gid() == "label_lines"]


def linear(color):
    channels = np.array(to_rgb(color))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIELAB: la distancia entre dos colores se parece a cuánto se distinguen."""
    to_xyz = [
        [0.4125 / 0.9505, 0.3576 / 0.9505, 0.1804 / 0.9505],
        [0.2127, 0.7152, 0.0722],
        [0.0193 / 1.0888, 0.1192 / 1.0888, 0.9503 / 1.0888],
    ]
    x, y, z = np.cbrt(to_xyz @ np.clip(rgb, 0.009, 1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


# Machado, Oliveira y Fernandes (2009), severidad 1: cómo ve un color quien no tiene un tipo de cono
VISION = {
    "normal": np.eye(3),
    "protanopía": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopía": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopía": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TOGETHER = [
    [viz.COLORS[name] for name in ("train", "validation", "test")],
    [viz.COLORS[name] for name in ("numpy", "keras")],
    [viz.COLORS[name] for name in ("without", "with")],
    viz.CLASS_COLORS[:3],
    viz.sequence(4),
]


@pytest.mark.parametrize("vision", VISION.values(), ids=VISION)
@pytest.mark.parametrize(
    "group", TOGETHER, ids=["conjuntos", "librerías", "con", "clases", "serie"]
)
def test_los_colores_que_van_juntos_se_distinguen_con_cualquier_vision(group, vision):
    seen = [lab(np.array(vision) @ linear(color)) for color in group]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 15


@pytest.mark.parametrize("color", [*viz.COLORS.values(), *viz.sequence(5)])
def test_cada_color_se_lee_como_texto_sobre_blanco(color):
    luminance = linear(color) @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) > 4.5  # WCAG 2.2, nivel AA


def test_la_serie_va_de_oscuro_a_claro():
    lightness = [lab(linear(color))[0] for color in viz.sequence(6)]
    assert lightness == sorted(lightness)


def test_entrenamiento_y_validacion_se_distinguen_tambien_en_el_trazo():
    assert len(set(viz.LINESTYLES.values())) == len(viz.LINESTYLES)
    assert len(set(viz.CLASS_MARKERS)) == len(viz.CLASS_MARKERS) == len(viz.CLASS_COLORS)


def test_los_mismos_datos_dan_los_mismos_bytes_sin_rastro_del_programa():
    first, second = (viz.png(curves()[0]) for _ in range(2))
    assert first == second
    assert b"Software" not in first
    assert b"tEXt" not in first


def test_con_menos_colores_la_figura_pesa_menos_y_se_ve_igual():
    fig, _ = curves()
    small, exact = viz.png(fig), viz.png(fig, small=False)
    difference = np.subtract(
        *(np.asarray(PIL.Image.open(BytesIO(p)).convert("RGB"), int) for p in (small, exact))
    )
    assert np.abs(difference).max() <= 20  # de 255
    assert len(small) < 30_000


def test_una_figura_se_muestra_nitida_al_ancho_de_una_celda():
    fig, _ = curves()
    image = viz.Image(fig, ALT)
    width, _ = PIL.Image.open(BytesIO(image.png)).size
    assert width == pytest.approx(1.5 * image.width, abs=1)
    assert image.width == 768


def test_show_entrega_el_png_con_su_descripcion_y_cierra_la_figura(monkeypatch):
    shown = []
    monkeypatch.setattr(IPython.display, "display", shown.append)
    fig = plt.figure()
    fig.subplots().plot([1, 2])
    assert viz.show(fig, alt=ALT) is None
    data, metadata = shown[0]._repr_mimebundle_(include=None, exclude=None)
    assert data["text/plain"] == ALT
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == ALT
    assert data["text/html"].startswith(f'<img alt="{ALT}" width="')
    assert b64decode(re.search(r"base64,([^\"]+)", data["text/html"])[1]) == data["image/png"]
    assert not plt.fignum_exists(fig.number)


def test_sin_ipython_show_escribe_la_descripcion(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "IPython.display", None)
    viz.show(curves()[0], alt=ALT)
    assert capsys.readouterr().out == ALT + "\n"


def test_en_un_script_show_escribe_la_descripcion_y_no_los_bytes(capsys):
    viz.show(curves()[0], alt=ALT)
    assert capsys.readouterr().out == ALT + "\n"


@pytest.mark.parametrize("alt", ["", "Una curva.", None])
def test_una_figura_sin_descripcion_de_verdad_no_se_muestra(alt):
    with pytest.raises(ValueError, match="al menos 60 caracteres"):
        viz.show(curves()[0], alt=alt)


def ticks(ax):
    viz.png(ax.figure)
    return [label.get_text() for label in ax.get_yticklabels()]


def test_los_ejes_usan_coma_decimal():
    _, ax = viz.figure()
    ax.set_ylim(-0.5, 0.5)
    assert {"−0,2", "0,0", "0,2"} <= set(ticks(ax))


def test_los_ejes_usan_punto_de_miles_solo_con_numeros_grandes():
    _, ax = viz.figure()
    ax.set_ylim(0, 16_000)
    assert {"2.000", "14.000"} <= set(ticks(ax))
    ax.set_ylim(1950, 2024)
    assert "1960" in ticks(ax)


def test_un_eje_logaritmico_conserva_sus_potencias():
    _, ax = viz.figure()
    ax.set(ylim=(1e-3, 1), yscale="log")
    assert any("10^{-2}" in tick for tick in ticks(ax))


def test_la_banda_va_de_la_semilla_mas_baja_a_la_mas_alta_y_la_curva_es_el_promedio():
    _, ax = viz.figure()
    line = viz.band(
        ax, [0, 1], [[1, 2], [3, 4], [5, 9]], label="error", color="keras", linestyle="--"
    )
    assert line.get_ydata().tolist() == [3, 5]
    assert (line.get_color(), line.get_linestyle()) == (viz.COLORS["keras"], "--")
    limits = ax.collections[0].get_datalim(ax.transData)
    assert (limits.y0, limits.y1) == (1, 9)


@pytest.mark.parametrize("values", [[1, 2, 3], [[1, 2], [3, 4], [5, 6]], np.ones((2, 2, 3))])
def test_la_banda_explica_que_forma_espera(values):
    _, ax = viz.figure()
    with pytest.raises(ValueError, match=r"\(semillas, 3\).*trasponerlo"):
        viz.band(ax, [0, 1, 2], values, label="error", color="train")


@pytest.mark.parametrize("log", [False, True])
def test_los_rotulos_no_se_tapan_ni_salen_del_eje(log):
    fig, ax = curves(log)
    fig.draw_without_rendering()
    boxes = sorted((text.get_window_extent() for text in labels(ax)), key=lambda box: box.y0)
    assert [text.get_text() for text in labels(ax)] == ["train", "validation", "test"]
    assert all(low.y1 <= high.y0 + 1 for low, high in pairwise(boxes))
    assert boxes[0].y0 > ax.bbox.y0 - 2
    assert boxes[-1].x1 <= fig.bbox.x1


def test_rotular_dos_veces_no_repite_los_nombres():
    _, ax = curves()
    viz.label_lines(ax)
    assert len(labels(ax)) == 3


def test_rotular_sin_nombres_explica_que_falta():
    _, ax = viz.figure()
    ax.plot([1, 2])
    with pytest.raises(ValueError, match="label="):
        viz.label_lines(ax)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_separar_alturas_respeta_el_orden_el_espacio_y_los_bordes(heights):
    y, gap = np.array(heights), 0.1
    spread = viz._spread(y, gap)
    order = np.argsort(y, kind="stable")
    assert (np.diff(spread[order]) >= gap - 1e-9).all()
    assert 0 <= spread.min() <= spread.max() <= 1


def test_las_alturas_que_ya_estan_separadas_no_se_mueven():
    y = np.array([0.9, 0.1, 0.5])
    np.testing.assert_allclose(viz._spread(y, 0.1), y)


def test_las_regiones_se_pintan_hasta_los_limites_que_fijaron_los_puntos():
    _, ax = viz.figure()
    x = np.array([[0.0, 0], [1, 1], [0, 1]])
    viz.points(ax, x, np.array([0, 1, 2]))
    limits = ax.get_xlim(), ax.get_ylim()
    viz.regions(ax, lambda grid: (grid[:, 0] > 0.5).astype(int), resolution=11)
    assert (ax.get_xlim(), ax.get_ylim()) == limits
    _, _, labels = ax.get_legend_handles_labels()[1]
    assert labels == "clase 2"
    painted = ax.collections[3].get_array().reshape(11, 11)
    np.testing.assert_array_equal(painted, np.tile([0] * 5 + [0.0] + [1] * 5, (11, 1)))


def test_la_galeria_deja_un_titulo_sobre_cada_imagen():
    fig = viz.images(np.zeros((12, 28, 28)), [f"es un {n}" for n in range(12)], columns=5)
    assert [ax.get_title() for ax in fig.axes[:12]] == [f"es un {n}" for n in range(12)]
    assert len(fig.axes) == 15
    assert not any(ax.axison for ax in fig.axes)
