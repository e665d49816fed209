"""Aumento de datos: qué hace cada capa, con qué reparte y que su derivada es exacta."""

import math

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab.gradcheck import gradient_errors
from course_lib.layers import (
    MixUp,
    RandomBrightness,
    RandomContrast,
    RandomCrop,
    RandomErasing,
    RandomFlip,
    RandomRotation,
    RandomTranslation,
    RandomZoom,
)

LAYERS = {
    "flip": lambda **k: RandomFlip(**k),
    "crop": lambda **k: RandomCrop(5, 4, **k),
    "erasing": lambda **k: RandomErasing((1, 1), **k),
    "erasing con un valor": lambda **k: RandomErasing(fill_value=9.0, **k),
    "brightness": lambda **k: RandomBrightness(0.3, **k),
    "contrast": lambda **k: RandomContrast((0.5, 0.9), **k),
    "translation": lambda **k: RandomTranslation(0.3, 0.2, **k),
    "translation constante": lambda **k: RandomTranslation(0.3, 0.2, "constant", fill_value=5, **k),
    "rotation": lambda **k: RandomRotation(0.2, **k),
    "rotation que da la vuelta": lambda **k: RandomRotation(0.2, "wrap", **k),
    "zoom": lambda **k: RandomZoom(0.4, fill_mode="nearest", **k),
    "zoom con dos factores": lambda **k: RandomZoom(0.4, 0.2, interpolation="nearest", **k),
}
each_layer = pytest.mark.parametrize("build", LAYERS.values(), ids=LAYERS)
both_shapes = pytest.mark.parametrize("shape", [(6, 7, 5), (6, 7, 5, 2)], ids=["grises", "canales"])
N = 4000


def images(*shape, seed=0):
    return np.random.default_rng(seed).uniform(0, 255, shape).astype(lib.config.floatx())


def drawn(layer, name, shape=(N, 8, 10)):
    """Los parámetros que la capa sortea para un lote de N imágenes de 8×10."""
    return layer.get_random_transformation(images(*shape))[name]


def assert_uniform(values, low, high):
    """Extremos, media y desviación de un sorteo uniforme, a cuatro desviaciones."""
    width = high - low
    assert low <= values.min() < low + 0.01 * width
    assert high - 0.01 * width < values.max() <= high
    assert abs(values.mean() - (low + high) / 2) < 4 * width / math.sqrt(12 * N)
    assert abs(values.std() - width / math.sqrt(12)) < 0.03 * width


# Lo que prometen todas


@each_layer
@both_shapes
def test_backward_es_la_derivada_de_call(float64, build, shape):
    # se aleja de 0 y 255, donde recortar quiebra la derivada
    x = 60 + images(*shape) / 2
    assert max(gradient_errors(build(seed=3), x, training=True).values()) < 1e-7
    assert max(gradient_errors(build(seed=3), x, training=False).values()) < 1e-7


def test_lo_que_el_brillo_recorta_no_recibe_gradiente(float64):
    layer, x = RandomBrightness((0.5, 0.5), value_range=(0, 1)), np.array([[[0.2, 0.9]]])
    np.testing.assert_array_equal(layer(x), [[[0.7, 1.0]]])
    np.testing.assert_array_equal(layer.backward(np.ones((1, 1, 2))), [[[1.0, 0.0]]])


@each_layer
def test_backward_antes_de_call_se_explica(build):
    with pytest.raises(RuntimeError, match="llama primero"):
        build().backward(images(6, 7, 5))


@each_layer
@both_shapes
def test_al_predecir_no_cambia_nada_salvo_el_recorte_que_toma_el_centro(build, shape):
    x = images(*shape)
    expected = x[:, 1:6, 0:4] if build is LAYERS["crop"] else x
    np.testing.assert_array_equal(build()(x, training=False), expected)


@each_layer
@both_shapes
def test_compute_output_shape_no_miente_y_la_entrada_no_cambia(build, shape):
    x = images(*shape)
    original = x.copy()
    x.flags.writeable = False
    layer = build()
    y = layer(x)
    assert y.shape == (6, *layer.compute_output_shape((None, *shape[1:]))[1:])
    assert y.dtype == x.dtype
    np.testing.assert_array_equal(x, original)


@each_layer
def test_cada_imagen_recibe_sus_propios_parametros_y_cada_llamada_sortea_de_nuevo(build):
    layer, x = build(seed=1), np.broadcast_to(images(1, 9, 8), (40, 9, 8))
    first, second = layer(x), layer(x)
    assert len(np.unique(first.reshape(40, -1), axis=0)) > 1
    assert (first != second).any()


@each_layer
def test_la_misma_semilla_repite_el_sorteo(build):
    x = images(6, 7, 5)
    np.testing.assert_array_equal(build(seed=1)(x), build(seed=1)(x))
    assert (build(seed=1)(x) != build(seed=2)(x)).any()


@each_layer
def test_los_pixeles_enteros_valen_lo_mismo_que_en_decimales(build):
    x = images(6, 7, 5).astype(np.uint8)
    layer, again = build(seed=1)(x), build(seed=1)(x.astype("float32"))
    assert layer.dtype == "float32"
    np.testing.assert_array_equal(layer, again)


@each_layer
def test_un_canal_se_transforma_igual_que_una_imagen_gris(build):
    x = images(6, 7, 5)
    np.testing.assert_array_equal(build(seed=1)(x[..., None])[..., 0], build(seed=1)(x))


@each_layer
def test_dentro_de_una_red_aumenta_solo_al_entrenar(build):
    model = lib.Sequential([build(), lib.layers.Flatten()], seed=0)
    x = images(6, 7, 5)
    assert (model(x) == model(x)).all()
    assert (model(x, training=True) != model(x, training=True)).any()
    np.testing.assert_array_equal(model.predict(x), model(x))


def test_la_semilla_de_la_red_repite_el_entrenamiento_con_aumento():
    def trained():
        layers = [RandomTranslation(0.2, 0.2), lib.layers.Flatten(), lib.layers.Dense(1)]
        model = lib.Sequential(layers, seed=4)
        model.compile("sgd", "mse")
        model.fit(images(8, 6, 5) / 255, np.ones((8, 1)), epochs=2, verbose=0)
        return model.get_weights()

    for first, second in zip(trained(), trained(), strict=True):
        np.testing.assert_array_equal(first, second)


# Los parámetros elegidos


def test_un_desplazamiento_entero_mueve_la_imagen():
    x = images(2, 5, 6)
    layer = RandomTranslation(1.0, 1.0, fill_mode="constant")
    y = layer.transform_images(x, {"height_shift": 1, "width_shift": [0, -2]})
    np.testing.assert_array_equal(y[0, 1:], x[0, :-1])
    np.testing.assert_array_equal(y[1, 1:, :-2], x[1, :-1, 2:])
    assert (y[:, 0] == 0).all()
    assert (y[1, :, -2:] == 0).all()


def test_medio_pixel_es_el_promedio_de_los_vecinos():
    x = images(1, 1, 4)
    y = RandomTranslation(0, 1.0, "nearest").transform_images(
        x, {"height_shift": 0, "width_shift": 0.5}
    )
    np.testing.assert_allclose(y[0, 0, 1:], (x[0, 0, :-1] + x[0, 0, 1:]) / 2, rtol=1e-6)


@pytest.mark.parametrize(
    ("fill_mode", "expected"),
    [
        ("reflect", [2, 1, 1, 2, 3]),
        ("wrap", [4, 5, 1, 2, 3]),
        ("nearest", [1, 1, 1, 2, 3]),
        ("constant", [7, 7, 1, 2, 3]),
    ],
)
@pytest.mark.parametrize("interpolation", ["bilinear", "nearest"])
def test_lo_que_entra_por_el_borde(fill_mode, expected, interpolation):
    layer = RandomTranslation(0, 1.0, fill_mode, interpolation, fill_value=7)
    y = layer.transform_images([[[1, 2, 3, 4, 5]]], {"height_shift": 0, "width_shift": 2})
    np.testing.assert_allclose(y, [[expected]], rtol=1e-6)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_girar_un_cuarto_de_vuelta_es_rot90(turns):
    x = images(3, 6, 6)
    y = RandomRotation(1.0).transform_images(x, {"angle": 90 * turns})
    np.testing.assert_allclose(y, np.rot90(x, turns, axes=(1, 2)), atol=1e-2)


def test_un_zoom_de_dos_deja_la_imagen_a_la_mitad():
    x = np.ones((1, 8, 8))
    layer = RandomZoom(0.5, fill_mode="constant")
    y = layer.transform_images(x, {"height_zoom": 2, "width_zoom": 2})
    assert y.sum() == pytest.approx(16)
    assert y[0, 2:6, 2:6].min() == 1
    x = images(1, 8, 8)
    np.testing.assert_allclose(
        layer.transform_images(x, {"height_zoom": 1, "width_zoom": 1}), x, rtol=1e-5
    )


def test_reflejar_recortar_y_tapar_con_parametros_elegidos():
    x = images(2, 4, 5)
    y = RandomFlip().transform_images(x, {"horizontal": [True, False], "vertical": [False, True]})
    np.testing.assert_array_equal(y, [x[0, :, ::-1], x[1, ::-1]])
    y = RandomCrop(2, 3).transform_images(x, {"top": [0, 2], "left": 1})
    np.testing.assert_array_equal(y, [x[0, 0:2, 1:4], x[1, 2:4, 1:4]])
    box = {"top": 1, "bottom": 3, "left": 0, "right": [2, 0], "value": -1}
    y = RandomErasing().transform_images(x, box)
    assert (y[0, 1:3, 0:2] == -1).all()
    assert (y == -1).sum() == 4
    np.testing.assert_array_equal(y[1], x[1])


def test_el_brillo_suma_y_el_contraste_aleja_de_la_media_de_cada_canal():
    x = images(2, 4, 5, 3)
    y = RandomBrightness(1.0).transform_images(x, {"rgb_delta": [10, -300]})
    np.testing.assert_allclose(y[0], np.minimum(x[0] + 10, 255))
    assert (y[1] == 0).all()
    y = RandomContrast(1.0, (-1000, 1000)).transform_images(x, {"contrast_factor": 2})
    np.testing.assert_allclose(y.mean((1, 2)), x.mean((1, 2)), rtol=1e-5)
    np.testing.assert_allclose(y.std((1, 2)), 2 * x.std((1, 2)), rtol=1e-5)


# Lo que se sortea


def test_cada_eje_tira_su_propia_moneda():
    layer = RandomFlip(seed=0)
    flips = layer.get_random_transformation(images(N, 2, 2))
    both = (flips["horizontal"] & flips["vertical"]).mean()
    assert abs(flips["horizontal"].mean() - 0.5) < 0.03
    assert abs(flips["vertical"].mean() - 0.5) < 0.03
    assert abs(both - 0.25) < 0.03
    assert not drawn(RandomFlip("horizontal"), "vertical").any()
    assert not drawn(RandomFlip("vertical"), "horizontal").any()


def test_el_desplazamiento_es_una_fraccion_del_lado():
    layer = RandomTranslation(0.25, (-0.1, 0.3), seed=0)
    assert_uniform(drawn(layer, "height_shift"), -2, 2)
    assert_uniform(drawn(layer, "width_shift"), -1, 3)


def test_una_rotacion_de_un_decimo_va_de_menos_36_a_36_grados():
    assert_uniform(drawn(RandomRotation(0.1, seed=0), "angle"), -36, 36)


def test_el_zoom_es_uno_mas_el_factor_y_sin_ancho_conserva_la_proporcion():
    layer = RandomZoom((0.1, 0.5), seed=0)
    zooms = layer.get_random_transformation(images(N, 8, 10))
    assert_uniform(zooms["height_zoom"], 1.1, 1.5)
    np.testing.assert_array_equal(zooms["height_zoom"], zooms["width_zoom"])
    assert_uniform(drawn(RandomZoom(0.1, 0.3, seed=0), "width_zoom"), 0.7, 1.3)


def test_el_contraste_y_el_brillo_van_para_los_dos_lados():
    assert_uniform(drawn(RandomContrast(0.4, seed=0), "contrast_factor"), 0.6, 1.4)
    assert_uniform(drawn(RandomContrast((0, 0.4), seed=0), "contrast_factor"), 1, 1.4)
    assert_uniform(drawn(RandomBrightness(0.2, (0, 10), seed=0), "rgb_delta"), -2, 2)


def test_todas_las_ventanas_son_igual_de_probables():
    tops = np.bincount(drawn(RandomCrop(6, 10, seed=0), "top"), minlength=3) / N
    assert np.abs(tops - 1 / 3).max() < 0.03
    assert not drawn(RandomCrop(6, 10), "left").any()


def test_se_tapa_la_superficie_pedida_con_la_probabilidad_pedida():
    def covered(layer):
        box = layer.get_random_transformation(images(N, 8, 10))
        area = (box["bottom"] - box["top"]) * (box["right"] - box["left"]) / 80
        return area[area > 0]

    always = covered(RandomErasing((1, 1), scale=(0.1, 0.3), seed=0))
    assert len(always) == N
    assert always.min() > 0.099
    assert always.max() < 0.301
    expected = (2 / 3 * (0.3**1.5 - 0.1**1.5) / 0.2) ** 2  # E[√u·√v], u y v en [0,1; 0,3]
    assert abs(always.mean() - expected) < 0.003
    assert abs(len(covered(RandomErasing(seed=0))) / N - 0.5) < 0.03
    assert abs(len(covered(RandomErasing((0.2, 0.2), seed=0))) / N - 0.2) < 0.03


def test_el_ruido_con_que_se_tapa_respeta_los_valores_posibles():
    value = drawn(RandomErasing(value_range=(0, 10), seed=0), "value")
    assert value.min() == 0
    assert value.max() == 10
    assert 0 < ((value > 0) & (value < 10)).mean() < 0.5


# MixUp


def test_mixup_mezcla_imagenes_y_etiquetas_en_la_misma_proporcion():
    x, y = images(50, 4, 4), np.eye(50)
    mixed = MixUp(1.0, seed=0)({"images": x, "labels": y})
    np.testing.assert_allclose(mixed["labels"].sum(axis=1), 1, rtol=1e-6)
    expected = np.tensordot(mixed["labels"], x, axes=1)
    np.testing.assert_allclose(mixed["images"], expected, rtol=1e-4)
    assert (mixed["labels"].max(axis=1) < 0.99).any()


def test_mixup_no_mezcla_al_predecir_ni_toca_lo_que_recibe():
    batch = {"images": images(5, 4, 4), "labels": np.eye(5)}
    same = MixUp()(batch, training=False)
    np.testing.assert_array_equal(same["images"], batch["images"])
    original = {name: value.copy() for name, value in batch.items()}
    MixUp()(batch)
    for name, value in original.items():
        np.testing.assert_array_equal(batch[name], value)


@pytest.mark.parametrize("alpha", [0.2, 1.0, 4.0])
def test_la_proporcion_de_mixup_es_beta(alpha):
    weight = MixUp(alpha, seed=0).get_random_transformation(images(N, 2, 2))["mix_weight"]
    assert abs(weight.mean() - 0.5) < 0.03
    assert abs(weight.var() - 1 / (4 * (2 * alpha + 1))) < 0.01


def test_la_derivada_de_mixup_reune_los_dos_usos_de_cada_imagen(float64):
    layer, x, labels = MixUp(1.0, seed=0), images(6, 2, 3), np.eye(6)
    mixed = layer({"images": x, "labels": labels})
    grad = images(6, 2, 3, seed=1)
    direction = images(6, 2, 3, seed=2)
    moved = layer.transform_images(x + direction, layer._transformation) - mixed["images"]
    assert (moved * grad).sum() == pytest.approx((direction * layer.backward(grad)).sum())


# Lo que no calza se explica

BAD = {
    "modo": (lambda: RandomFlip("horizontales"), "¿Quisiste decir 'horizontal'"),
    "factor": (lambda: RandomRotation(2), r"`factor` debe ser un número entre -1 y 1"),
    "par": (lambda: RandomRotation((0.1, 0.2, 0.3)), r"un par \(mínimo, máximo\)"),
    "texto": (lambda: RandomTranslation("0.1", 0), "`height_factor`"),
    "relleno": (lambda: RandomTranslation(0, 0, "reflejo"), "`fill_mode` desconocido"),
    "interpolación": (lambda: RandomZoom(0, interpolation="cubic"), "`interpolation` desconocido"),
    "zoom infinito": (lambda: RandomZoom(-1), "llega a −1"),
    "ventana": (lambda: RandomCrop(0, 3), "`height` debe ser un entero"),
    "contraste": (lambda: RandomContrast(1.5), "`factor`"),
    "rango": (lambda: RandomBrightness(0.1, value_range=255), "`value_range`"),
    "tapar": (lambda: RandomErasing(scale=(0, 2)), "`scale`"),
    "alpha": (lambda: MixUp(0), "`alpha`"),
    "argumento": (lambda: RandomFlip(data_format="channels_first"), "no tiene el argumento"),
    "aplanadas": (lambda: RandomFlip()(images(6, 12)), "`reshape`"),
    "una sola": (lambda: RandomFlip()(images(8, 9, 3)), r"x\[None\]"),
    "no cabe": (lambda: RandomCrop(9, 3)(images(2, 8, 9)), "recortar 9×3 de imágenes de 8×9"),
    "otro nombre": (
        lambda: RandomRotation(0.1).transform_images(images(2, 5, 5), {"ángulo": 3}),
        r"trae \['angle'\]",
    ),
    "otro largo": (
        lambda: RandomRotation(0.1).transform_images(images(2, 5, 5), {"angle": [1, 2, 3]}),
        "uno por imagen: 2",
    ),
    "mixup sin etiquetas": (lambda: MixUp()(images(2, 5, 5)), "mezcla las dos cosas"),
    "mixup con clases": (
        lambda: MixUp()({"images": images(2, 5, 5), "labels": [0, 1]}),
        r"np\.eye\(clases\)",
    ),
    "mixup con otro largo": (
        lambda: MixUp()({"images": images(2, 5, 5), "labels": np.eye(3)}),
        "mismo número de ejemplos",
    ),
}


@pytest.mark.parametrize(("use", "message"), BAD.values(), ids=BAD)
def test_lo_que_no_calza_se_explica(use, message):
    with pytest.raises((ValueError, TypeError), match=message):
        use()
