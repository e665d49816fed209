"""Derivada: cada `backward` es la derivada de su `call`, y el verificador no se deja engañar."""

import math
from functools import partial

import numpy as np
import pytest

import course_lib as lib
from course_lib import activations
from course_lib.config import use_floatx
from course_lib.lab import gradcheck
from course_lib.lab.gradcheck import gradient_errors, numerical_gradient, relative_error
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
    LayerNormalization,
    MaxPooling2D,
    Normalization,
    Rescaling,
)

pytestmark = pytest.mark.usefixtures("float64")

RIGHT, WRONG = 1e-7, 1e-2

LAYERS = {
    "Dense": lambda: Dense(3),
    "Dense sin bias": lambda: Dense(3, use_bias=False),
    "Dense de una neurona": lambda: Dense(1, "sigmoid"),
    "Dense con sesgo al azar": lambda: Dense(3, "tanh", bias_initializer="random_normal"),
    "Flatten": Flatten,
    "Dropout": lambda: Dropout(0.4),
    "Dropout que no apaga": lambda: Dropout(0.0),
    "GaussianNoise": lambda: GaussianNoise(0.3),
    "GaussianDropout": lambda: GaussianDropout(0.3),
    "BatchNormalization": lambda: BatchNormalization(
        beta_initializer="random_normal", gamma_initializer="random_normal"
    ),
    "BatchNormalization sin gamma": lambda: BatchNormalization(scale=False),
    "BatchNormalization sin beta": lambda: BatchNormalization(center=False),
    "BatchNormalization sin nada": lambda: BatchNormalization(center=False, scale=False),
    "LayerNormalization": lambda: LayerNormalization(
        beta_initializer="random_normal", gamma_initializer="random_normal"
    ),
    "LayerNormalization sin gamma": lambda: LayerNormalization(scale=False),
    "LayerNormalization sin beta": lambda: LayerNormalization(center=False),
    "LayerNormalization sin nada": lambda: LayerNormalization(center=False, scale=False),
    "Rescaling": lambda: Rescaling(1 / 3, offset=-0.5),
    "Normalization": lambda: Normalization(mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 4, 9, 0.25]),
} | {
    f"{kind.__name__} {name}": partial(kind, *units, name)
    for name in (function.__name__ for function in activations.DERIVATIVES)
    for kind, units in ((Activation, ()), (Dense, (3,)))
}

BATCHES = {"(5, 4)": (5, 4), "un ejemplo": (1, 4), "una fila por paso": (3, 2, 4)}


def batch(shape, seed=0):
    return np.random.default_rng(seed).normal(0.3, 1.5, shape)


def worst(layer, x, training=True, rng=7):
    return max(gradient_errors(layer, x, training, np.random.default_rng(rng)).values())


@pytest.mark.parametrize("shape", BATCHES.values(), ids=BATCHES)
@pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])
@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_backward_es_la_derivada_de_call(layer, training, shape):
    assert worst(layer(), batch(shape), training) < RIGHT


@pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])
@pytest.mark.parametrize(
    "layer", [Flatten, BatchNormalization, LayerNormalization, partial(Dropout, 0.5)]
)
def test_backward_es_la_derivada_de_call_tambien_con_imagenes(layer, training):
    assert worst(layer(), batch((3, 2, 2, 4)), training) < RIGHT


IMAGE_LAYERS = {
    "Conv2D": lambda: Conv2D(3, 2),
    "Conv2D sin bias": lambda: Conv2D(2, (2, 3), use_bias=False),
    "Conv2D con borde": lambda: Conv2D(2, 3, padding="same", bias_initializer="random_normal"),
    "Conv2D con pasos": lambda: Conv2D(2, (3, 2), (2, 1), activation="tanh"),
    "Conv2D con pasos y borde": lambda: Conv2D(2, (2, 3), (3, 2), "same", "sigmoid"),
    "Conv2D que se salta píxeles": lambda: Conv2D(2, 1, 2, activation="softmax"),
    "MaxPooling2D": MaxPooling2D,
    "MaxPooling2D con traslape": lambda: MaxPooling2D(3, 1),
    "MaxPooling2D con borde": lambda: MaxPooling2D((3, 2), (2, 1), "same"),
    "MaxPooling2D que se salta píxeles": lambda: MaxPooling2D(1, 2),
    "GlobalAveragePooling2D": GlobalAveragePooling2D,
    "GlobalAveragePooling2D con ejes": lambda: GlobalAveragePooling2D(keepdims=True),
}
IMAGES = {"(2, 5, 4, 2)": (2, 5, 4, 2), "una imagen gris": (1, 4, 3, 1)}


@pytest.mark.parametrize("shape", IMAGES.values(), ids=IMAGES)
@pytest.mark.parametrize("layer", IMAGE_LAYERS.values(), ids=IMAGE_LAYERS)
def test_backward_es_la_derivada_de_call_en_las_capas_de_imagenes(layer, shape):
    assert worst(layer(), batch(shape)) < RIGHT


def test_una_mascara_compartida_por_el_lote_tambien_se_deriva():
    assert worst(Dropout(0.4, noise_shape=(1, None)), batch((5, 4))) < RIGHT


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_una_capa_congelada_sigue_derivando_su_entrada(layer):
    frozen = layer()
    frozen.trainable = False
    errors = gradient_errors(frozen, batch((5, 4)), training=True)
    assert list(errors) == ["x"]
    assert errors["x"] < RIGHT


@pytest.mark.parametrize(
    "activation",
    [partial(activations.leaky_relu, negative_slope=0.3), partial(activations.elu, alpha=0.7)],
    ids=["leaky_relu 0,3", "elu 0,7"],
)
def test_una_activacion_con_otros_parametros_tambien_se_deriva(activation):
    assert worst(Dense(3, activation), batch((5, 4))) < RIGHT


def test_una_activacion_propia_se_deriva_con_una_fila_mas_en_la_tabla(monkeypatch):
    def cube(x):
        return x**3

    with pytest.raises(TypeError, match="No se conoce la derivada"):
        Dense(3, cube)
    monkeypatch.setitem(activations.DERIVATIVES, cube, lambda grad, x, y: 3 * grad * x**2)
    assert worst(Dense(3, cube), batch((5, 4))) < RIGHT


def network(*layers, seed=3):
    return lib.Sequential([lib.Input((4,)), *layers], seed=seed)


def convolutional():
    return lib.Sequential(
        [
            lib.Input((6, 6, 2)),
            Conv2D(3, 3, padding="same", kernel_regularizer="l2", bias_regularizer="l2"),
            BatchNormalization(),
            Activation("tanh"),
            MaxPooling2D(),
            Conv2D(2, 2, activation="elu"),
            LayerNormalization(),
            Flatten(),
            Dense(3),
        ],
        seed=3,
    )


@pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])
def test_una_red_convolucional_entera_se_deriva(training):
    model = convolutional()
    errors = gradient_errors(model, batch((3, 6, 6, 2)), training)
    assert len(errors) == 1 + len(model.trainable_weights) == 11
    assert max(errors.values()) < RIGHT


MODELS = {
    "con penalizaciones": lambda: network(
        Dense(5, "tanh", kernel_regularizer=lib.regularizers.L2(0.1), bias_regularizer="l1"),
        Dense(2, kernel_regularizer=lib.regularizers.L1L2(0.05, 0.1)),
    ),
    "con todo": lambda: network(
        Dense(6, kernel_initializer="he_normal", kernel_regularizer="l2"),
        BatchNormalization(
            gamma_regularizer=lib.regularizers.L2(0.2), beta_regularizer=lib.regularizers.L2(0.3)
        ),
        Activation("elu"),
        Dropout(0.3),
        GaussianDropout(0.2),
        Dense(3, "softmax"),
    ),
}


@pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])
@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_la_red_entera_deriva_su_salida_mas_su_penalizacion(model, training):
    model = model()
    for parameter in model.trainable_weights:  # lejos de 0, donde L1 no tiene derivada
        parameter.value += np.where(parameter.value < 0, -0.1, 0.1)
    errors = gradient_errors(model, batch((6, 4)), training)
    assert len(errors) == 1 + len(model.trainable_weights)
    assert max(errors.values()) < RIGHT


def test_una_red_con_una_capa_congelada_no_la_deriva_ni_la_penaliza():
    frozen = Dense(5, "tanh", kernel_regularizer="l2")
    frozen.trainable = False
    model = network(frozen, Dense(2, kernel_regularizer="l2"))
    errors = gradient_errors(model, batch((6, 4)))
    assert list(errors) == ["x", "dense_1/kernel", "dense_1/bias"]
    assert max(errors.values()) < RIGHT
    assert model.penalty == pytest.approx(0.01 * (model.weights[2].value ** 2).sum())


# Las pruebas de la prueba: cada error clásico, en la capa más pequeña que lo comete


class DropoutSinMascara(Dropout):
    """Hacia atrás olvida qué neuronas apagó."""

    def backward(self, grad):
        return grad


class DropoutConOtraMascara(Dropout):
    """Hacia atrás vuelve a sortear."""

    def backward(self, grad):
        return grad * self._draw(grad.shape)


class DropoutSinEscala(Dropout):
    """Hacia atrás apaga, pero no amplifica."""

    def backward(self, grad):
        return grad * (self.cached("_mask") > 0)


class ReluConPendienteUno(Activation):
    """Deja pasar todo el gradiente."""

    def __init__(self):
        super().__init__("relu")

    def backward(self, grad):
        return grad


class ReluConMayorOIgual(ReluConPendienteUno):
    """Mira la salida con ≥, que para lo apagado también es verdad."""

    def backward(self, grad):
        return grad * (self._y >= 0)


class SigmoidConLaEntrada(Activation):
    """Usa x(1 − x) en vez de y(1 − y)."""

    def __init__(self):
        super().__init__("sigmoid")

    def backward(self, grad):
        return grad * self._x * (1 - self._x)


class SoftmaxSinLaSuma(Activation):
    """Deriva cada salida como si no compartieran el denominador."""

    def __init__(self):
        super().__init__("softmax")

    def backward(self, grad):
        return grad * self._y * (1 - self._y)


class BatchNormConEstadisticasFijas(BatchNormalization):
    """Entrena como si μ y σ² no dependieran de x."""

    def backward(self, grad):
        super().backward(grad)
        return grad * self.gamma.value / self._std


class BatchNormSinTerminoDeVarianza(BatchNormalization):
    """Recuerda que μ depende de x, pero no que σ² también."""

    def backward(self, grad):
        super().backward(grad)
        d_x_hat = grad * self.gamma.value
        return (d_x_hat - d_x_hat.mean(self._axes)) / self._std


class BatchNormConSumaEnVezDeMedia(BatchNormalization):
    """Escribe suma donde el artículo dice promedio."""

    def backward(self, grad):
        super().backward(grad)
        d = grad * self.gamma.value
        return (d - d.sum(self._axes) - self._x_hat * (d * self._x_hat).sum(self._axes)) / self._std


class LayerNormConEstadisticasFijas(LayerNormalization):
    """Deriva como si μ y σ² no dependieran de x."""

    def backward(self, grad):
        super().backward(grad)
        return grad * self.gamma.value / self._std


class LayerNormQueMiraElLote(LayerNormalization):
    """Promedia sobre los ejemplos, como batch normalization, y no sobre las características."""

    def backward(self, grad):
        super().backward(grad)
        d, x_hat = grad * self.gamma.value, self._x_hat
        return (d - d.mean(0) - x_hat * (d * x_hat).mean(0)) / self._std


class DenseSinTrasponer(Dense):
    """Multiplica por W y no por Wᵀ: con matrices cuadradas ninguna forma lo delata."""

    def backward(self, grad):
        super().backward(grad)
        return grad @ self.kernel.value


class DensePromediando(Dense):
    """Divide por el lote otra vez, aunque la pérdida ya promedió."""

    def backward(self, grad):
        result = super().backward(grad)
        self.kernel.grad = self.kernel.grad / len(grad)
        return result


class DenseConSesgoDeUnEjemplo(Dense):
    """Olvida sumar sobre el lote el gradiente del sesgo."""

    def backward(self, grad):
        result = super().backward(grad)
        self.bias.grad = grad[0]
        return result


class DenseSinDerivarLaActivacion(Dense):
    """Olvida la derivada de tanh."""

    def __init__(self):
        super().__init__(4, "tanh")

    def backward(self, grad):
        self.kernel.grad, self.bias.grad = self._x.T @ grad, grad.sum(0)
        return grad @ self.kernel.value.T


class RescalingSinEscala(Rescaling):
    """Olvida multiplicar por la escala."""

    def backward(self, grad):
        return grad


class ConvQueSobrescribe(Conv2D):
    """Escribe en vez de sumar: de las ventanas que vieron un píxel, cuenta una."""

    def backward(self, grad):
        super().backward(grad)
        d_x = np.zeros_like(self._padded)
        kernel = self.kernel.value.reshape(-1, *self.kernel.value.shape[2:])
        for pixels, weights in zip(self.cells(d_x), kernel, strict=True):
            pixels[...] = grad @ weights.T
        return d_x


class ConvConElFiltroDadoVuelta(Conv2D):
    """Hacia atrás recorre el filtro al revés."""

    def backward(self, grad):
        super().backward(grad)
        d_x = np.zeros_like(self._padded)
        kernel = self.kernel.value.reshape(-1, *self.kernel.value.shape[2:])
        for pixels, weights in zip(self.cells(d_x), kernel[::-1], strict=True):
            pixels += grad @ weights.T
        return d_x


class ConvConSesgoDeUnLugar(Conv2D):
    """Olvida sumar sobre la imagen el gradiente del sesgo."""

    def backward(self, grad):
        result = super().backward(grad)
        self.bias.grad = grad[:, 0, 0].sum(axis=0)
        return result


class MaxPoolingQueReparte(MaxPooling2D):
    """Devuelve el gradiente a toda la ventana, como si hubiera promediado."""

    def backward(self, grad):
        d_x = np.zeros_like(self._padded)
        for d_seen in self.cells(d_x):
            d_seen += grad / 4
        return d_x


class MaxPoolingQueSobrescribe(MaxPooling2D):
    """Escribe en vez de sumar: una casilla que ganó en dos ventanas cuenta una vez."""

    def backward(self, grad):
        d_x = np.zeros_like(self._padded)
        for seen, d_seen in zip(self.cells(self._padded), self.cells(d_x), strict=True):
            np.copyto(d_seen, grad, where=seen == self._y)
        return d_x


class PromedioGlobalSinDividir(GlobalAveragePooling2D):
    """Olvida que promedió."""

    def backward(self, grad):
        return super().backward(grad) * self._shape[1] * self._shape[2]


IMAGE, IMAGE_KINDS = (2, 5, 4, 2), (Conv2D, MaxPooling2D, GlobalAveragePooling2D)
CLASSIC = [
    DropoutSinMascara(0.4),
    DropoutConOtraMascara(0.4),
    DropoutSinEscala(0.4),
    ReluConPendienteUno(),
    ReluConMayorOIgual(),
    SigmoidConLaEntrada(),
    SoftmaxSinLaSuma(),
    BatchNormConEstadisticasFijas(),
    BatchNormSinTerminoDeVarianza(),
    BatchNormConSumaEnVezDeMedia(),
    LayerNormConEstadisticasFijas(),
    LayerNormQueMiraElLote(),
    DenseSinTrasponer(4),
    DensePromediando(4),
    DenseConSesgoDeUnEjemplo(4),
    DenseSinDerivarLaActivacion(),
    RescalingSinEscala(0.5),
    ConvQueSobrescribe(3, 2),
    ConvConElFiltroDadoVuelta(3, 2),
    ConvConSesgoDeUnLugar(3, 2),
    MaxPoolingQueReparte(),
    MaxPoolingQueSobrescribe(3, 1),
    PromedioGlobalSinDividir(),
]


def seen_by(layer):
    return batch(IMAGE if isinstance(layer, IMAGE_KINDS) else (6, 4))


@pytest.mark.parametrize("layer", CLASSIC, ids=lambda layer: type(layer).__name__)
def test_el_verificador_rechaza_los_errores_clasicos(layer):
    assert worst(layer, seen_by(layer)) > WRONG


@pytest.mark.parametrize("layer", CLASSIC, ids=lambda layer: type(layer).__name__)
def test_cada_error_clasico_esta_solo_en_backward(layer):
    """El mismo `call` con el `backward` correcto pasa: lo que se detectó es el error."""
    right = next(kind for kind in type(layer).__mro__ if kind.__module__.startswith("course_lib"))
    layer.backward = partial(right.backward, layer)
    assert worst(layer, seen_by(layer)) < RIGHT


class L2SinElDos(lib.regularizers.L2):
    """Olvida el 2 que baja del exponente."""

    def gradient(self, w):
        return self.l2 * w


class L1SinSigno(lib.regularizers.L1):
    """Empuja siempre hacia abajo."""

    def gradient(self, w):
        return np.full_like(w, self.l1)


@pytest.mark.parametrize("regularizer", [L2SinElDos(0.5), L1SinSigno(0.5)], ids=repr)
def test_el_verificador_rechaza_una_penalizacion_mal_derivada(regularizer):
    assert worst(network(Dense(3, kernel_regularizer=regularizer)), batch((2, 4))) > WRONG


def test_el_verificador_rechaza_una_red_que_olvida_la_penalizacion():
    class SinPenalizacion(lib.Sequential):
        def backward(self, grad):
            for layer in reversed(self.layers):
                grad = layer.backward(grad)
            return grad

    regularizer = lib.regularizers.L2(0.5)
    model = SinPenalizacion([Dense(3, kernel_regularizer=regularizer)], seed=0)
    assert worst(model, batch((2, 4))) > WRONG


def test_el_verificador_mira_todas_las_entradas():
    class UnaEntradaMal(Dense):
        def backward(self, grad):
            result = super().backward(grad)
            self.kernel.grad[-1, -1] += 1
            return result

    assert all(worst(UnaEntradaMal(3), batch((5, 4), seed)) > WRONG for seed in range(5))


def test_el_cotangente_cambia_cada_vez_y_se_puede_fijar():
    layer = BatchNormSinTerminoDeVarianza()
    free = {worst(layer, batch((6, 4)), rng=None) for _ in range(3)}
    fixed = {worst(layer, batch((6, 4)), rng=0) for _ in range(3)}
    assert (len(free), len(fixed)) == (3, 1)


def test_un_cotangente_de_unos_no_veria_ningun_error_en_batch_normalization():
    """Por qué el cotangente es al azar: con unos, el gradiente verdadero de x es 0."""
    layer = BatchNormalization()
    layer(batch((6, 4)), training=True)
    np.testing.assert_allclose(layer.backward(np.ones((6, 4))), 0, atol=1e-15)


def test_un_gradiente_nan_es_un_error_infinito():
    class ConNan(Rescaling):
        def backward(self, grad):
            return grad * np.nan

    assert worst(ConNan(2.0), batch((2, 3))) == math.inf


def test_un_gradiente_de_otra_forma_no_pasa_por_difusion():
    class SesgoSinSumar(Dense):
        def backward(self, grad):
            result = super().backward(grad)
            self.bias.grad = self.bias.grad[None]
            return result

    with pytest.raises(ValueError, match="'sesgo_sin_sumar/bias' la forma"):
        gradient_errors(SesgoSinSumar(3), batch((5, 4)))


def test_un_gradiente_que_falta_se_nombra():
    class SinGradiente(Dense):
        def backward(self, grad):
            return grad @ self.kernel.value.T

    with pytest.raises(ValueError, match="'sin_gradiente/kernel'"):
        gradient_errors(SinGradiente(3), batch((5, 4)))


def test_chequear_no_cambia_la_capa_ni_los_datos():
    layer = BatchNormalization()
    x = batch((5, 4))
    layer(x, training=True)
    before, original = layer.get_weights(), x.copy()
    gradient_errors(layer, x, training=True)
    np.testing.assert_array_equal(x, original)
    for value, expected in zip(layer.get_weights(), before, strict=True):
        np.testing.assert_array_equal(value, expected)


def test_chequear_no_gasta_el_azar_de_la_capa():
    checked, other = Dropout(0.5, seed=1), Dropout(0.5, seed=1)
    x = batch((5, 4))
    gradient_errors(checked, x, training=True)
    np.testing.assert_array_equal(checked(x, training=True), other(x, training=True))


def test_en_float32_se_niega_a_chequear():
    with use_floatx("float32"), pytest.raises(RuntimeError, match="necesita float64"):
        gradient_errors(Dense(3), batch((5, 4)))


def test_la_derivada_numerica_restaura_lo_que_mueve():
    values = batch((3, 2))
    original = values.copy()
    gradient = numerical_gradient(lambda: float((values**3).sum()), values)
    np.testing.assert_array_equal(values, original)
    np.testing.assert_allclose(gradient, 3 * values**2, rtol=1e-8, atol=1e-9)


def test_el_error_relativo_no_se_exagera_cerca_de_cero():
    tiny = np.full(3, 1e-9)
    assert relative_error(tiny, -tiny) == pytest.approx(2e-8)
    assert relative_error(np.array([2.0]), np.array([1.0])) == 0.5
    assert gradcheck.STEP == 1e-5
