"""Propiedad: lo que cada capa promete, con cualquier entrada."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import course_lib as lib
from course_lib.config import use_floatx
from course_lib.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GaussianDropout,
    GaussianNoise,
    GlobalAveragePooling2D,
    Input,
    Layer,
    LayerNormalization,
    MaxPooling2D,
    Normalization,
    Rescaling,
)

LAYERS = {
    "Dense": lambda: Dense(3, "relu"),
    "Activation": lambda: Activation("elu"),
    "softmax": lambda: Activation("softmax"),
    "linear": lambda: Activation("linear"),
    "Flatten": Flatten,
    "Dropout": lambda: Dropout(0.5),
    "GaussianNoise": lambda: GaussianNoise(0.5),
    "GaussianDropout": lambda: GaussianDropout(0.5),
    "BatchNormalization": BatchNormalization,
    "LayerNormalization": LayerNormalization,
    "Rescaling": lambda: Rescaling(1 / 3, 0.1),
    "Normalization": lambda: Normalization(mean=[1.0, 2, 3, 4], variance=[1.0, 4, 9, 16]),
    "Conv2D": lambda: Conv2D(3, 2, activation="relu"),
    "Conv2D con borde": lambda: Conv2D(3, (3, 2), 2, "same", use_bias=False),
    "MaxPooling2D": MaxPooling2D,
    "MaxPooling2D con borde": lambda: MaxPooling2D(3, 2, "same"),
    "GlobalAveragePooling2D": GlobalAveragePooling2D,
    "GlobalAveragePooling2D con ejes": lambda: GlobalAveragePooling2D(keepdims=True),
}
NOISE = {name: LAYERS[name] for name in ("Dropout", "GaussianNoise", "GaussianDropout")}
rates = st.floats(0, 0.95)
each_layer = pytest.mark.parametrize(
    ("build", "shape"),
    [(build, (2, 6, 5, 4) if "2D" in name else (6, 4)) for name, build in LAYERS.items()],
    ids=LAYERS,
)
each_noise = pytest.mark.parametrize("build", NOISE.values(), ids=NOISE)
both_modes = pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])


def batch(*shape, seed=0):
    return np.random.default_rng(seed).normal(1, 2, shape or (6, 4)).astype(lib.config.floatx())


# El contrato de toda capa


@each_layer
@both_modes
@pytest.mark.parametrize("floatx", ["float32", "float64"])
def test_el_tipo_de_los_numeros_no_cambia_en_el_camino(build, shape, training, floatx):
    with use_floatx(floatx):
        layer, x = build(), batch(*shape)
        y = layer(x, training=training)
        dx = layer.backward(np.ones_like(y))
        arrays = [y, dx, *layer.get_weights(), *(p.grad for p in layer.trainable_weights)]
        assert {a.dtype.name for a in arrays} == {floatx}


@each_layer
@both_modes
def test_ninguna_capa_modifica_su_entrada_ni_su_gradiente(build, shape, training):
    layer, x = build(), batch(*shape)
    grad = batch(*layer(x).shape, seed=1)
    originals = x.copy(), grad.copy()
    x.flags.writeable = grad.flags.writeable = False
    layer(x, training=training)
    layer.backward(grad)
    np.testing.assert_array_equal(x, originals[0])
    np.testing.assert_array_equal(grad, originals[1])


@each_layer
def test_backward_antes_de_call_se_explica(build, shape):
    with pytest.raises(RuntimeError, match="llama primero a la capa"):
        build().backward(batch(*shape))


@each_layer
def test_backward_devuelve_la_forma_de_la_entrada_y_compute_output_shape_no_miente(build, shape):
    layer, x = build(), batch(*shape)
    y = layer(x)
    assert layer.backward(y).shape == x.shape
    assert layer.compute_output_shape((None, *x.shape[1:])) == (None, *y.shape[1:])


@each_layer
def test_dos_llamadas_en_inferencia_dan_lo_mismo(build, shape):
    layer, x = build(), batch(*shape)
    np.testing.assert_array_equal(layer(x), layer(x))


@each_layer
def test_construir_dos_veces_no_crea_pesos_de_nuevo(build, shape):
    layer = build()
    layer.build((None, *shape[1:]))
    weights = layer.get_weights()
    layer.build((None, *shape[1:]))
    layer(batch(*shape))
    assert len(weights) == len(layer.weights)
    for before, now in zip(weights, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(before, now)


def test_una_capa_propia_hereda_la_construccion_unica():
    class Escala(Layer):
        def build(self, input_shape):
            super().build(input_shape)
            self.factor = self.add_weight("factor", (), lib.initializers.Ones())

        def call(self, x, training=False):
            self._x = x
            return x * self.factor.value

        def backward(self, grad):
            self.factor.grad = (grad * self._x).sum()
            return grad * self.factor.value

    layer = Escala()
    layer.build((None, 4))
    assert layer(batch()).shape == (6, 4)
    assert [w.name for w in layer.weights] == ["escala/factor"]


def test_los_pesos_llevan_el_nombre_de_su_capa():
    layer = BatchNormalization()
    layer.build((None, 2))
    assert [w.name.partition("/") for w in layer.weights] == [
        ("batch_normalization", "/", name)
        for name in ("gamma", "beta", "moving_mean", "moving_variance")
    ]


# Ruido


@each_noise
def test_en_inferencia_el_ruido_es_la_identidad(build):
    x = batch()
    np.testing.assert_array_equal(build()(x), x)
    layer = build()
    layer(x)
    np.testing.assert_array_equal(layer.backward(x), x)


@each_noise
def test_el_ruido_conserva_la_media(build):
    x = np.full((20_000, 3), 2.0)
    assert build()(x, training=True).mean() == pytest.approx(2, abs=0.05)


@each_noise
def test_cada_ejemplo_recibe_su_propio_ruido(build):
    y = build()(np.ones((50, 20)), training=True)
    assert len(np.unique(y, axis=0)) == 50
    assert len(np.unique(y, axis=1).T) == 20


@each_noise
def test_cada_llamada_sortea_de_nuevo(build):
    layer, x = build(), np.ones((50, 20))
    assert (layer(x, training=True) != layer(x, training=True)).any()


@pytest.mark.parametrize("kind", [Dropout, GaussianNoise, GaussianDropout])
def test_la_misma_semilla_da_el_mismo_ruido(kind):
    x = np.ones((50, 20))
    first, second, other = (kind(0.5, seed=seed)(x, training=True) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, second)
    assert (first != other).any()


@pytest.mark.parametrize("build", [lambda: Dropout(0), lambda: GaussianDropout(0)])
def test_una_tasa_de_cero_no_cambia_nada(build):
    x = batch()
    np.testing.assert_array_equal(build()(x, training=True), x)


def test_un_ruido_sin_desviacion_no_cambia_nada():
    x = batch()
    np.testing.assert_array_equal(GaussianNoise(0)(x, training=True), x)


@given(
    x=arrays(np.float64, (7, 5), elements=st.floats(-1e3, 1e3)), rate=rates, seed=st.integers(0, 99)
)
def test_dropout_apaga_o_amplifica_y_nada_mas(float64, x, rate, seed):
    y = Dropout(rate, seed=seed)(x, training=True)
    kept = np.isclose(y, x / (1 - rate), rtol=1e-12)
    assert (kept | (y == 0)).all()


@given(rate=rates)
def test_dropout_apaga_la_fraccion_pedida(float64, rate):
    x = np.ones((200, 100))
    y = Dropout(rate, seed=0)(x, training=True)
    error = 5 * math.sqrt(rate * (1 - rate) / x.size)
    assert (y == 0).mean() == pytest.approx(rate, abs=error)
    assert y.mean() == pytest.approx(1, abs=error / (1 - rate) + 1e-12)


@given(rate=rates)
def test_dropout_deja_pasar_el_gradiente_solo_por_lo_que_dejo_pasar(float64, rate):
    layer, x = Dropout(rate, seed=1), np.full((9, 8), 3.0)
    y = layer(x, training=True)
    np.testing.assert_allclose(layer.backward(x), y)


@pytest.mark.parametrize(
    "noise_shape", [(1, None), (None, 1), (1, 20), (50, 20), (None, None), [1, 1]], ids=str
)
def test_noise_shape_comparte_la_mascara_en_los_ejes_de_tamano_uno(noise_shape):
    y = Dropout(0.5, noise_shape, seed=2)(np.ones((50, 20)), training=True)
    assert (y == y[:1]).all() == (noise_shape[0] == 1)
    assert (y == y[:, :1]).all() == (noise_shape[1] == 1)


@pytest.mark.parametrize("noise_shape", [(2, 20), (50,), (1, 1, 1), (51, 20)])
def test_un_noise_shape_que_no_calza_se_explica(noise_shape):
    with pytest.raises(ValueError, match=r"no calza con una entrada de forma \(50, 20\)"):
        Dropout(0.5, noise_shape)(np.ones((50, 20)), training=True)


# Batch normalization


@given(
    x=arrays(np.float64, (16, 3), elements=st.floats(-100, 100), unique=True),
    gamma=st.floats(0.1, 5),
    beta=st.floats(-5, 5),
)
def test_la_salida_tiene_media_beta_y_desviacion_gamma(float64, x, gamma, beta):
    layer = BatchNormalization(
        epsilon=1e-12,
        gamma_initializer=lib.initializers.Constant(gamma),
        beta_initializer=lib.initializers.Constant(beta),
    )
    x = x + 1e-2 * np.arange(16)[:, None]
    y = layer(x, training=True)
    np.testing.assert_allclose(y.mean(axis=0), beta, atol=1e-6)
    np.testing.assert_allclose(y.std(axis=0), gamma, rtol=1e-4)


@given(scale=st.floats(0.1, 100), shift=st.floats(-100, 100))
def test_escalar_y_desplazar_la_entrada_no_cambia_la_salida(float64, scale, shift):
    x = batch(32, 4)
    layer = BatchNormalization(epsilon=1e-12)
    np.testing.assert_allclose(
        layer(scale * x + shift, training=True), layer(x, training=True), atol=1e-7
    )


def test_el_gradiente_de_la_entrada_es_ortogonal_a_la_media_y_a_x_hat(float64):
    layer, x = BatchNormalization(epsilon=1e-30), batch(32, 4)
    x_hat = layer(x, training=True)
    dx = layer.backward(batch(32, 4, seed=1))
    np.testing.assert_allclose(dx.sum(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose((dx * x_hat).sum(axis=0), 0, atol=1e-13)


def test_en_inferencia_es_una_transformacion_afin_que_no_mira_el_lote(float64):
    layer = BatchNormalization()
    for seed in range(5):
        layer(batch(32, 4, seed=seed), training=True)
    x = batch(8, 4)
    together, alone = layer(x), np.concatenate([layer(row[None]) for row in x])
    np.testing.assert_array_equal(together, alone)
    origin, slope = layer(np.zeros((1, 4))), layer(np.ones((1, 4))) - layer(np.zeros((1, 4)))
    np.testing.assert_allclose(together, origin + slope * x, atol=1e-14)


@given(momentum=st.floats(0, 0.99))
def test_las_medias_moviles_mezclan_el_pasado_y_el_lote(float64, momentum):
    layer, x = BatchNormalization(momentum=momentum), batch(32, 4)
    layer(x, training=True)
    now = 1 - momentum
    np.testing.assert_allclose(layer.moving_mean.value, now * x.mean(0), atol=1e-14)
    np.testing.assert_allclose(layer.moving_variance.value, momentum + now * x.var(0), atol=1e-14)


@pytest.mark.parametrize("trainable", [True, False])
def test_solo_al_entrenar_y_descongelada_cambian_las_medias_moviles(trainable):
    layer, x = BatchNormalization(), batch()
    layer.trainable = trainable
    layer(x)
    before = layer.get_weights()
    layer(x)
    np.testing.assert_array_equal(before, layer.get_weights())
    layer(x, training=True)
    assert (np.array(before) != layer.get_weights()).any() == trainable


def test_una_imagen_se_normaliza_por_canal(float64):
    y = BatchNormalization()(batch(5, 6, 7, 3), training=True)
    np.testing.assert_allclose(y.mean(axis=(0, 1, 2)), 0, atol=1e-14)


# Layer normalization


@given(
    x=arrays(np.float64, (3, 16), elements=st.floats(-100, 100), unique=True),
    gamma=st.floats(0.1, 5),
    beta=st.floats(-5, 5),
)
def test_cada_ejemplo_sale_con_media_beta_y_desviacion_gamma(float64, x, gamma, beta):
    layer = LayerNormalization(
        epsilon=1e-12,
        gamma_initializer=lib.initializers.Constant(gamma),
        beta_initializer=lib.initializers.Constant(beta),
    )
    y = layer(x + 1e-2 * np.arange(16))
    np.testing.assert_allclose(y.mean(axis=1), beta, atol=1e-6)
    np.testing.assert_allclose(y.std(axis=1), gamma, rtol=1e-4)


@both_modes
def test_layer_normalization_no_mira_a_los_vecinos_de_lote(float64, training):
    layer, x = LayerNormalization(), batch(8, 4)
    together = layer(x, training=training)
    alone = np.concatenate([layer(row[None], training=training) for row in x])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together, layer(x))


def test_layer_normalization_es_batch_normalization_del_lote_traspuesto(float64):
    x = batch(6, 5)
    by_example = LayerNormalization()(x)
    by_column = BatchNormalization()(x.T, training=True).T
    np.testing.assert_allclose(by_example, by_column, atol=1e-14)


def test_layer_normalization_toma_los_canales_de_cada_pixel(float64):
    y = LayerNormalization()(batch(5, 6, 7, 3))
    np.testing.assert_allclose(y.mean(axis=-1), 0, atol=1e-14)


# Escalado


def test_normalization_deja_media_cero_y_varianza_uno(float64):
    x = batch(100, 3) * [1, 10, 100] + [0, 5, -3]
    layer = Normalization()
    layer.adapt(x)
    np.testing.assert_allclose(layer(x).mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(layer(x).std(0), 1, atol=1e-12)


def test_normalization_deja_en_cero_una_columna_constante(float64):
    layer = Normalization()
    layer.adapt(np.full((10, 2), 3.0))
    np.testing.assert_array_equal(layer(np.full((4, 2), 3.0)), 0)


def test_normalization_no_cambia_al_entrenar():
    layer = Normalization()
    layer.adapt(batch())
    before = layer.get_weights()
    layer(batch(seed=3), training=True)
    assert [w.tolist() for w in before] == [w.tolist() for w in layer.get_weights()]
    assert layer.trainable_weights == []


def test_adapt_acepta_imagenes_uint8():
    images = np.random.default_rng(0).integers(256, size=(20, 4, 4, 1), dtype=np.uint8)
    layer = Normalization()
    layer.adapt(images)
    assert layer.mean.value == pytest.approx(images.mean(), rel=1e-6)


@given(scale=st.floats(-10, 10), offset=st.floats(-10, 10))
def test_rescaling_multiplica_y_desplaza(float64, scale, offset):
    x = batch()
    np.testing.assert_array_equal(Rescaling(scale, offset)(x), x * scale + offset)


# Convolución


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [1, (2, 3)], ids=str)
@pytest.mark.parametrize("kernel_size", [1, 3, (2, 4)], ids=str)
def test_la_convolucion_es_la_suma_de_la_definicion(float64, kernel_size, strides, padding):
    x, layer = batch(2, 7, 6, 3), Conv2D(4, kernel_size, strides, padding, bias_initializer="ones")
    y = layer(x)
    (rows, cols), (down, right) = layer.kernel_size, layer.strides
    top, left = (
        max((count - 1) * step + size - side, 0) // 2
        for count, step, size, side in zip(
            y.shape[1:3], layer.strides, layer.kernel_size, x.shape[1:3], strict=True
        )
    )
    around = np.pad(x, ((0, 0), (9, 9), (9, 9), (0, 0)))
    for i, j in np.ndindex(y.shape[1:3]):
        a, b = 9 + i * down - top, 9 + j * right - left
        seen = around[:, a : a + rows, b : b + cols]
        expected = np.einsum("nijc,ijcf->nf", seen, layer.kernel.value) + 1
        np.testing.assert_allclose(y[:, i, j], expected, atol=1e-13)


def test_una_ventana_de_un_pixel_es_una_densa_en_cada_pixel(float64):
    x, conv, dense = batch(2, 4, 5, 3), Conv2D(6, 1, activation="tanh"), Dense(6, "tanh")
    grad = batch(*conv(x).shape, seed=1)
    dense(x)
    dense.set_weights([w.reshape(w.shape[-2:]) if w.ndim > 1 else w for w in conv.get_weights()])
    np.testing.assert_allclose(conv(x), dense(x), atol=1e-14)
    np.testing.assert_allclose(conv.backward(grad), dense.backward(grad), atol=1e-14)
    np.testing.assert_allclose(conv.kernel.grad[0, 0], dense.kernel.grad, atol=1e-13)


def test_una_ventana_del_tamano_de_la_imagen_es_una_densa(float64):
    x, conv = batch(2, 4, 5, 3), Conv2D(6, (4, 5))
    y = conv(x)
    assert y.shape == (2, 1, 1, 6)
    flat = x.reshape(2, -1) @ conv.kernel.value.reshape(-1, 6)
    np.testing.assert_allclose(y.reshape(2, 6), flat, atol=1e-13)


def test_mover_la_imagen_mueve_la_salida(float64):
    x, layer = np.zeros((1, 9, 9, 2)), Conv2D(3, 3, padding="same")
    x[:, 2:5, 2:5] = batch(1, 3, 3, 2)
    moved = np.roll(layer(x), (2, 1), axis=(1, 2))
    np.testing.assert_allclose(layer(np.roll(x, (2, 1), axis=(1, 2))), moved, atol=1e-14)


def test_backward_es_la_traspuesta_de_una_convolucion_sin_sesgo(float64):
    """Para todo par x, g se cumple que (V(x)·W)·g = x·backward(g)."""
    layer, x = Conv2D(3, (3, 2), (2, 1), "same", use_bias=False), batch(2, 6, 5, 4)
    grad = batch(*layer(x).shape, seed=1)
    assert (layer(x) * grad).sum() == pytest.approx((x * layer.backward(grad)).sum(), abs=1e-10)


def test_la_inicializacion_cuenta_las_entradas_de_la_ventana_entera():
    layer = Conv2D(64, (3, 5), kernel_initializer="he_normal")
    layer.build((None, 8, 8, 32))
    assert layer.kernel.value.std() == pytest.approx(math.sqrt(2 / (3 * 5 * 32)), rel=0.02)


# Pooling


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [None, 1, (2, 3)])
@pytest.mark.parametrize("pool_size", [1, 2, (3, 1)], ids=str)
def test_max_pooling_deja_el_mayor_de_cada_ventana(float64, pool_size, strides, padding):
    x = batch(2, 7, 5, 3)
    layer = MaxPooling2D(pool_size, strides, padding)
    y = layer(x)
    (rows, cols), (down, right) = layer.pool_size, layer.strides
    top, left = (
        max((count - 1) * step + size - side, 0) // 2
        for count, step, size, side in zip(
            y.shape[1:3], layer.strides, layer.pool_size, x.shape[1:3], strict=True
        )
    )
    for i, j in np.ndindex(y.shape[1:3]):
        a, b = i * down - top, j * right - left
        window = x[:, max(a, 0) : a + rows, max(b, 0) : b + cols]
        np.testing.assert_array_equal(y[:, i, j], window.max((1, 2)))


@given(values=arrays(np.float64, (2, 5, 4, 2), elements=st.integers(0, 2)))
def test_max_pooling_reparte_cada_gradiente_a_una_sola_casilla(float64, values):
    """También con empates: nada se pierde y nada se repite."""
    layer = MaxPooling2D(2, 1)
    grad = batch(*layer(values).shape)
    np.testing.assert_allclose(layer.backward(grad).sum(), grad.sum(), atol=1e-12)


def test_en_un_empate_gana_la_primera_casilla_fila_por_fila():
    layer = MaxPooling2D()
    layer(np.array([[0, 3, 1, 1], [3, 3, 1, 1]]).reshape(1, 2, 4, 1))
    d_x = layer.backward(np.array([5.0, 7.0]).reshape(1, 1, 2, 1))
    np.testing.assert_array_equal(d_x[0, :, :, 0], [[0, 5, 7, 0], [0, 0, 0, 0]])


def test_el_borde_nunca_gana_aunque_todo_sea_negativo():
    x = -np.ones((1, 3, 3, 1))
    layer = MaxPooling2D(3, 1, "same")
    np.testing.assert_array_equal(layer(x), x)
    assert layer.backward(layer(x)).sum() == -9


def test_una_ventana_corrida_un_pixel_suele_ver_lo_mismo():
    """Por qué se usa: si lo que importa se mueve dentro de la ventana, la salida no cambia."""
    x = np.zeros((1, 4, 4, 1))
    x[0, 0, 0, 0] = 1
    np.testing.assert_array_equal(MaxPooling2D()(x), MaxPooling2D()(np.roll(x, 1, axis=1)))


@pytest.mark.parametrize("keepdims", [False, True])
def test_el_promedio_global_es_el_de_cada_canal(float64, keepdims):
    x = batch(4, 3, 5, 2)
    layer = GlobalAveragePooling2D(keepdims)
    y = layer(x)
    assert y.shape == ((4, 1, 1, 2) if keepdims else (4, 2))
    np.testing.assert_allclose(y.reshape(4, 2), x.reshape(4, 15, 2).mean(axis=1), atol=1e-15)
    np.testing.assert_allclose(layer.backward(15 * y)[:, 1, 2], y.reshape(4, 2), atol=1e-15)


# Formas


def test_flatten_conserva_los_numeros_en_orden():
    x = batch(2, 3, 4)
    layer = Flatten()
    np.testing.assert_array_equal(layer(x), x.reshape(2, 12))
    np.testing.assert_array_equal(layer.backward(layer(x)), x)
    assert layer.compute_output_shape((None, 3, 4)) == (None, 12)


def test_input_declara_la_forma_de_un_ejemplo():
    assert Input((28, 28)).shape == (None, 28, 28)
    assert Input([784]).shape == (None, 784)


def test_las_capas_aceptan_listas_y_enteros():
    assert Dense(2)([[1, 2, 3], [4, 5, 6]]).dtype == lib.config.floatx()
