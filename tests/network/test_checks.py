"""Los errores enseñan: qué argumento, qué se esperaba, qué llegó. Cada fila es una equivocación."""

from functools import partial

import numpy as np
import pytest

import course_lib as lib
from course_lib import checks
from course_lib.initializers import (
    Constant,
    HeNormal,
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    VarianceScaling,
)
from course_lib.lab.diagnostics import Observer
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
    LayerNormalization,
    MaxPooling2D,
    Normalization,
    Rescaling,
)
from course_lib.losses import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    MeanSquaredError,
    SparseCategoricalCrossentropy,
)
from course_lib.optimizers import SGD, Adam, AdamW
from course_lib.regularizers import L1, L1L2, L2

NAN, INF = float("nan"), float("inf")
X = np.ones((8, 4))
Y = np.zeros(8, dtype=int)


class Ajeno:
    """Un objeto de otra biblioteca."""

    def __repr__(self):
        return "<keras.Dense>"


def network(**options):
    model = lib.Sequential([Input((4,)), Dense(3)], seed=0)
    model.compile("sgd", SparseCategoricalCrossentropy(from_logits=True), **options)
    return model


def fit(x=X, y=Y, **options):
    return network().fit(x, y, **{"verbose": 0} | options)


def bad(x, index, value):
    x = x.astype(float)
    x[index] = value
    return x


# (lo que se hizo mal, lo que el mensaje debe decir)
HYPERPARAMETERS = [
    (lambda: Dense(0), "`units` debe ser un entero mayor o igual que 1. Recibido: 0"),
    (lambda: Dense(-3), "`units`"),
    (lambda: Dense(2.0), "`units` debe ser un entero"),
    (lambda: Dense(True), "`units` debe ser un entero"),
    (lambda: Dense("3"), "`units` debe ser un entero"),
    (lambda: Dense(3, use_bias=1), "`use_bias` debe ser True o False. Recibido: 1"),
    (lambda: Dropout(1), "`rate` es la fracción que se apaga y debe estar en [0, 1)"),
    (lambda: Dropout(1.0), "[0, 1)"),
    (lambda: Dropout(-0.1), "`rate` es la fracción que se apaga"),
    (lambda: Dropout(1.5), "entre 0 y 1. Recibido: 1.5"),
    (lambda: Dropout(NAN), "Recibido: nan"),
    (lambda: Dropout("0.5"), "Recibido: '0.5'"),
    (lambda: Dropout(True), "Recibido: True"),
    (lambda: Dropout(np.bool_(False)), "`rate`"),
    (lambda: Dropout(None), "Recibido: None"),
    (lambda: Dropout(0.5, seed=-1), "`seed` debe ser un entero mayor o igual que 0"),
    (lambda: Dropout(0.5, seed=1.5), "`seed`"),
    (lambda: Dropout(0.5, noise_shape=3), "`noise_shape` debe ser una lista o una tupla"),
    (lambda: Dropout(0.5, noise_shape=(0, None)), "`noise_shape` debe ser un entero"),
    (lambda: GaussianDropout(1.0), "la tasa de dropout equivalente y debe estar en [0, 1)"),
    (lambda: GaussianNoise(-1), "`stddev` debe ser un número mayor o igual que 0"),
    (lambda: GaussianNoise(INF), "Recibido: inf"),
    (lambda: BatchNormalization(momentum=2), "`momentum` es el peso del pasado"),
    (lambda: BatchNormalization(momentum=1), "[0, 1)"),
    (lambda: BatchNormalization(epsilon=-1), "`epsilon` debe ser un número mayor o igual que 0"),
    (lambda: BatchNormalization(epsilon=0), "`epsilon` debe ser mayor que 0"),
    (lambda: BatchNormalization(center="no"), "`center` debe ser True o False"),
    (lambda: BatchNormalization(scale=None), "`scale` debe ser True o False"),
    (lambda: LayerNormalization(epsilon=0), "`epsilon` debe ser mayor que 0. Recibido: 0"),
    (lambda: LayerNormalization(epsilon=NAN), "`epsilon` debe ser un número"),
    (lambda: LayerNormalization(center=1), "`center` debe ser True o False"),
    (lambda: LayerNormalization(scale="sí"), "`scale` debe ser True o False"),
    (lambda: Conv2D(0, 3), "`filters` debe ser un entero mayor o igual que 1. Recibido: 0"),
    (lambda: Conv2D(16.0, 3), "`filters` debe ser un entero"),
    (lambda: Conv2D(16, 0), "`kernel_size` debe ser un entero mayor o igual que 1. Recibido: 0"),
    (lambda: Conv2D(16, "3"), "`kernel_size` debe ser un entero"),
    (lambda: Conv2D(16, None), "`kernel_size` debe ser un entero"),
    (lambda: Conv2D(16, (3, 3, 1)), "`kernel_size` es un entero o un par (alto, ancho)"),
    (lambda: Conv2D(16, (3, True)), "`kernel_size` debe ser un entero"),
    (lambda: Conv2D(16, 3, 0), "`strides` debe ser un entero mayor o igual que 1. Recibido: 0"),
    (lambda: Conv2D(16, 3, strides=None), "`strides` debe ser un entero"),
    (lambda: Conv2D(16, 3, padding="sama"), "¿Quisiste decir 'same'? Opciones: valid, same"),
    (lambda: Conv2D(16, 3, use_bias=None), "`use_bias` debe ser True o False"),
    (lambda: MaxPooling2D(0), "`pool_size` debe ser un entero mayor o igual que 1. Recibido: 0"),
    (lambda: MaxPooling2D(2.0), "`pool_size` debe ser un entero"),
    (lambda: MaxPooling2D((2, 2, 2)), "`pool_size` es un entero o un par (alto, ancho)"),
    (lambda: MaxPooling2D(2, (1, 0)), "`strides` debe ser un entero mayor o igual que 1"),
    (lambda: MaxPooling2D(2, [1]), "`strides` es un entero o un par (alto, ancho). Recibido: [1]"),
    (lambda: MaxPooling2D(2, 2, "full"), "`padding` desconocido: 'full'"),
    (lambda: MaxPooling2D(2, 2, "SAME"), "¿Quisiste decir 'same'? Opciones: valid, same"),
    (lambda: MaxPooling2D(padding=1), "`padding` desconocido: 1. Opciones: valid, same"),
    (lambda: GlobalAveragePooling2D(keepdims=0), "`keepdims` debe ser True o False"),
    (lambda: Rescaling(NAN), "`scale` debe ser un número finito"),
    (lambda: Rescaling(1, offset=[1, 2]), "`offset` debe ser un número finito"),
    (lambda: Normalization(mean=1), "`mean` y `variance` se dan juntas"),
    (lambda: Normalization(mean=0, variance=-1), "`variance` no puede ser negativa"),
    (lambda: Normalization(mean=["a"], variance=[1]), "`mean` debe contener números reales"),
    (lambda: Normalization(mean=[NAN], variance=[1]), "`mean` tiene 1 valores NaN"),
    (lambda: Normalization([[1], [1, 2]], 1), "`mean` tiene filas de distinto largo"),
    (lambda: Normalization([1, 2], [1, 2])(X), "un valor por característica"),
    (lambda: Input(784), "`shape` debe ser una lista o una tupla. Recibido: 784"),
    (lambda: Input(), "`shape` debe ser una lista o una tupla. Recibido: None"),
    (lambda: Input((0,)), "`shape` debe ser un entero mayor o igual que 1"),
    (lambda: Input((None,)), "`shape` debe ser un entero"),
    (lambda: SGD(-0.1), "`learning_rate` debe ser un número mayor o igual que 0. Recibido: -0.1"),
    (lambda: SGD(NAN), "`learning_rate`"),
    (lambda: SGD("0.1"), "`learning_rate`"),
    (lambda: SGD(True), "`learning_rate`"),
    (lambda: SGD(momentum=2), "`momentum` debe ser un número entre 0 y 1. Recibido: 2"),
    (lambda: SGD(momentum=-0.5), "`momentum`"),
    (lambda: SGD(nesterov="sí"), "`nesterov` debe ser True o False"),
    (lambda: SGD(weight_decay=-1), "`weight_decay` debe ser un número mayor o igual que 0"),
    (lambda: Adam(beta_1=1), "`beta_1` es la memoria de la media"),
    (lambda: Adam(beta_2=-1), "`beta_2` es la memoria de la magnitud"),
    (lambda: Adam(epsilon=0), "`epsilon` debe ser mayor que 0"),
    (lambda: AdamW(weight_decay=NAN), "`weight_decay`"),
    (lambda: L1(-1), "`l1` debe ser un número mayor o igual que 0"),
    (lambda: L2(NAN), "`l2`"),
    (lambda: L2(True), "`l2`"),
    (lambda: L1L2(l2="mucho"), "`l2`"),
    (lambda: Constant(INF), "`value` debe ser un número finito"),
    (lambda: RandomNormal(stddev=-1), "`stddev` debe ser un número mayor o igual que 0"),
    (lambda: TruncatedNormal(mean=NAN), "`mean`"),
    (lambda: RandomUniform(1, 0), "`maxval` debe ser un número mayor o igual que 1. Recibido: 0"),
    (lambda: Orthogonal(gain="uno"), "`gain`"),
    (lambda: Orthogonal()((3,)), "`Orthogonal` necesita al menos dos ejes"),
    (lambda: HeNormal()(3), "`shape` debe ser una lista o una tupla"),
    (lambda: HeNormal()((3, 0)), "`shape` debe ser un entero mayor o igual que 1"),
    (lambda: VarianceScaling(0), "`scale` debe ser mayor que 0"),
    (lambda: VarianceScaling(mode="fan_inn"), "¿Quisiste decir 'fan_in'?"),
    (lambda: VarianceScaling(distribution="normal"), "`distribution` desconocido: 'normal'"),
    (lambda: MeanSquaredError(from_logits=True), "`MeanSquaredError` no tiene el argumento"),
    (lambda: BinaryCrossentropy(from_logits="sí"), "`from_logits` debe ser True o False"),
    (lambda: CategoricalCrossentropy(1), "`from_logits` debe ser True o False"),
    (lambda: lib.callbacks.EarlyStopping(mode="mim"), "¿Quisiste decir 'min'?"),
    (lambda: lib.callbacks.EarlyStopping(patience=-1), "`patience`"),
    (lambda: lib.callbacks.EarlyStopping(min_delta=NAN), "`min_delta`"),
    (lambda: lib.callbacks.EarlyStopping(baseline="0"), "`baseline`"),
    (lambda: lib.callbacks.EarlyStopping(restore_best_weights=1), "`restore_best_weights`"),
    (lambda: lib.callbacks.EarlyStopping(start_from_epoch=2.5), "`start_from_epoch`"),
    (lambda: lib.Sequential([Dense(3)], seed="x"), "`seed` debe ser un entero"),
]

NAMES = [
    (lambda: Dense(3, "rellu"), "Activación desconocida: 'rellu'. ¿Quisiste decir 'relu'?"),
    (lambda: Activation("mish"), "Activación desconocida: 'mish'"),
    (lambda: Activation(Ajeno()), "No se conoce la derivada de la activación <keras.Dense>"),
    (lambda: Activation(np.sin), "No se conoce la derivada"),
    (lambda: Activation(partial(np.sin)), "No se conoce la derivada"),
    (lambda: Activation(3), "No se conoce la derivada"),
    (lambda: Conv2D(16, 3, activation="rellu"), "¿Quisiste decir 'relu'?"),
    (lambda: Conv2D(16, 3, kernel_initializer="he_norml"), "¿Quisiste decir 'he_normal'?"),
    (lambda: Conv2D(16, 3, bias_initializer=None), "Inicializador: se esperaba un nombre"),
    (lambda: Conv2D(16, 3, kernel_regularizer="l3"), "Regularizador desconocido: 'l3'"),
    (lambda: Conv2D(16, 3, bias_regularizer=L2), "¿Faltan los paréntesis?"),
    (lambda: Dense(3, kernel_initializer="he_norml"), "¿Quisiste decir 'he_normal'?"),
    (lambda: Dense(3, kernel_initializer=HeNormal), "¿Faltan los paréntesis?"),
    (lambda: Dense(3, kernel_initializer=None), "Inicializador: se esperaba un nombre o un objeto"),
    (lambda: Dense(3, kernel_regularizer="l3"), "Regularizador desconocido: 'l3'"),
    (lambda: Dense(3, kernel_regularizer=0.01), "de tipo Regularizer. Recibido: 0.01"),
    (lambda: Dense(3, kernel_regularizer=L2), "¿Faltan los paréntesis?"),
    (lambda: network().compile("agd", "mse"), "Optimizador desconocido: 'agd'"),
    (lambda: network().compile(SGD, "mse"), "¿Faltan los paréntesis?"),
    (lambda: network().compile(Ajeno(), "mse"), "de tipo Optimizer. Recibido: <keras.Dense>"),
    (lambda: network().compile("sgd", "mae"), "Pérdida desconocida: 'mae'. ¿Quisiste decir 'mse'?"),
    (lambda: network().compile("sgd"), "Pérdida: se esperaba un nombre"),
    (lambda: network().compile("sgd", MeanSquaredError), "¿Faltan los paréntesis?"),
    (lambda: network(metrics=["precision"]), "Métrica desconocida: 'precision'"),
    (lambda: network(metrics="accuracy"), "`metrics` debe ser una lista o una tupla"),
    (lambda: network(metrics=[Ajeno()]), "Métrica desconocida"),
    (lambda: network(metrics=[["accuracy"]]), "Métrica desconocida: ['accuracy']"),
]

ARGUMENTS = [
    (lambda: Dense(), "`Dense` se llama así: Dense(units, activation"),
    (lambda: Dense(3, activacion="relu"), "¿Quisiste decir 'activation'?"),
    (lambda: Dense(3, kernel_constraint=None), "si existe en Keras, el curso no lo usa"),
    (lambda: Flatten(3), "`Flatten` se llama así: Flatten(). Faltan o sobran"),
    (lambda: Dropout(0.5, None, 1, 2), "Faltan o sobran argumentos"),
    (lambda: HeNormal(2), "`HeNormal` se llama así: HeNormal()"),
    (lambda: Adam(amsgrad=True), "`Adam` no tiene el argumento 'amsgrad'"),
    (lambda: SGD(lr=0.1), "`SGD` no tiene el argumento 'lr'"),
    (lambda: lib.Sequential(name="red"), "`Sequential` no tiene el argumento 'name'"),
    (lambda: network().fit(X, Y, epoch=3), "¿Quisiste decir 'epochs'?"),
    (lambda: network().fit(X, Y, class_weight={}), "`Sequential.fit` no tiene el argumento"),
    (lambda: network().compile(), "`Sequential.compile` se llama así"),
    (lambda: network().evaluate(X, Y, sample_weight=Y), "`Sequential.evaluate` no tiene"),
    (lambda: network().predict(), "`Sequential.predict` se llama así"),
    (lambda: Conv2D(16), "`Conv2D` se llama así: Conv2D(filters, kernel_size, strides"),
    (lambda: Conv2D(16, 3, stride=2), "¿Quisiste decir 'strides'?"),
    (lambda: Conv2D(16, 3, dilation_rate=2), "si existe en Keras, el curso no lo usa"),
    (lambda: MaxPooling2D(data_format="channels_first"), "no tiene el argumento 'data_format'"),
    (lambda: LayerNormalization(axis=1), "`LayerNormalization` no tiene el argumento 'axis'"),
    (lambda: Normalization(axis=0), "`Normalization` no tiene el argumento 'axis'"),
    (lambda: Observer(X), "`Observer` se llama así: Observer(x, y)"),
]

DATA = [
    (lambda: fit(bad(X, (2, 1), NAN)), "`x` tiene 1 valores NaN, infinitos o que no caben"),
    (lambda: fit(bad(X, (2, 1), NAN)), "el primero en (2, 1)"),
    (lambda: fit(bad(X, (0, 0), -INF)), "`x` tiene 1 valores NaN"),
    (lambda: fit(bad(X, (0, 0), 1e300)), "que no caben en float32"),
    (lambda: fit(y=bad(Y, 3, NAN)), "`y` tiene 1 valores NaN"),
    (lambda: fit([["a", "b"]], [0]), "`x` debe contener números reales. Recibido: dtype <U1"),
    (lambda: fit(y=list("abcdefgh")), "`y` debe contener números reales"),
    (lambda: fit([[1, 2], [3]], [0, 1]), "`x` tiene filas de distinto largo"),
    (lambda: fit(X + 1j), "dtype complex128"),
    (lambda: fit(None), "`x` debe contener números reales"),
    (lambda: fit(X, None), "`y` debe contener números reales"),
    (lambda: fit(np.ones((8, 4), np.uint8)), "`x` es una imagen uint8"),
    (lambda: network().predict(np.ones((8, 4), np.uint8)), "astype('float32') / 255"),
    (lambda: fit(X[:0], Y[:0]), "`x` está vacío. Recibido: forma (0, 4)"),
    (lambda: fit(X, Y[:0]), "`y` está vacío"),
    (lambda: fit(3, 4), "`x` está vacío. Recibido: forma ()"),
    (lambda: network().predict(X[:0]), "`x` está vacío"),
    (lambda: fit(X, Y[:5]), "`x` y `y` deben tener el mismo número de ejemplos. Recibido: 8 y 5"),
    (lambda: fit(X[:, :3]), "se construyó para entradas de forma (None, 4) y recibió (8, 3)"),
    (lambda: fit(X[:, 0]), "espera un lote de ejemplos, (N, …). Recibido: forma (8,)"),
    (lambda: network()(X[0]), "Para un solo ejemplo usa x[None]"),
    (lambda: network().layers[0](X, training=1), "`training` debe ser True o False"),
    (lambda: fit(y=Y + 3), "enteros de 0 a 2, porque la red tiene 3 salidas"),
    (lambda: fit(y=Y - 1), "Recibido: entre -1 y -1"),
    (lambda: fit(y=Y + 0.5), "`y_true` debe tener enteros de 0 a 2"),
    (lambda: fit(y=np.eye(3)[Y]), "si es one-hot, usa CategoricalCrossentropy"),
    (lambda: Normalization()(X), "llama antes a `capa.adapt(x_entrenamiento)`"),
    (lambda: Normalization().adapt(bad(X, 0, NAN)), "`data` tiene 4 valores NaN"),
    (lambda: Normalization().adapt([1.0, 2.0]), "`data` debe tener forma (N, …, D)"),
    (lambda: Normalization(1, 1).adapt(X), "no necesita `adapt`"),
    (lambda: Normalization().build((None, None)), "conocer el tamaño del último eje"),
    (lambda: Dense(3).build((None, None)), "conocer el tamaño del último eje"),
    (lambda: BatchNormalization().build((None, None)), "conocer el tamaño del último eje"),
    (lambda: LayerNormalization().build((None, None)), "conocer el tamaño del último eje"),
    (lambda: Conv2D(16, 3)(X), "Conv2D espera imágenes de forma (N, alto, ancho, canales)"),
    (lambda: Conv2D(16, 3)(np.ones((2, 28, 28))), "agrégales el canal con x[..., None]"),
    (lambda: Conv2D(16, 3).build((None, 8, 8, None)), "Recibido: (None, 8, 8, None)"),
    (lambda: Conv2D(16, (3, 9))(np.ones((2, 8, 8, 1))), "de 3×9, no cabe en imágenes de 8×8"),
    (lambda: MaxPooling2D()(X), "MaxPooling2D espera imágenes de forma (N, alto, ancho, canales)"),
    (lambda: MaxPooling2D()(np.ones((2, 8, 8))), "agrégales el canal con x[..., None]"),
    (lambda: GlobalAveragePooling2D()(X), "Recibido: (None, 4). A las grises"),
    (lambda: GlobalAveragePooling2D().build((None, None, 8, 1)), "de lados conocidos"),
    (lambda: MaxPooling2D(9)(np.ones((2, 8, 9, 1))), "de 9×9, no cabe en imágenes de 8×9"),
    (lambda: MaxPooling2D((1, 9))(np.ones((2, 8, 8, 1))), 'Usa una más chica, o padding="same"'),
    (lambda: MeanSquaredError()([], []), "`y_pred` no tiene ejemplos. Recibido: forma (0,)"),
    (lambda: MeanSquaredError()(1.0, 2.0), "`y_pred` no tiene ejemplos. Recibido: forma ()"),
    (lambda: MeanSquaredError().gradient(X, X[:4]), "deben tener la misma forma"),
    (lambda: MeanSquaredError()(["a"], X), "`y_true` debe contener números reales"),
    (lambda: BinaryCrossentropy()(X + 1, X), "`y_true` debe estar entre 0 y 1. Recibido: entre 2"),
    (lambda: BinaryCrossentropy()(X * NAN, X), "`y_true` debe estar entre 0 y 1"),
    (lambda: CategoricalCrossentropy()(X, X), "sumen 1 (one-hot)"),
    (lambda: CategoricalCrossentropy()(X * NAN, X), "sumen 1 (one-hot)"),
    (lambda: CategoricalCrossentropy()([[2, -1]], [[0.5, 0.5]]), "usa SparseCategorical"),
    (lambda: CategoricalCrossentropy()(Y, X), "deben tener la misma forma"),
    (lambda: SparseCategoricalCrossentropy()(X * NAN, X[..., None]), "enteros de 0 a 0"),
    (lambda: SparseCategoricalCrossentropy()([True], [[0.5]]), "Recibido: entre True y True"),
]

TRAINING = [
    (lambda: fit(epochs=0), "`epochs` debe ser un entero mayor o igual que 1"),
    (lambda: fit(epochs=2.5), "`epochs`"),
    (lambda: fit(batch_size=0), "`batch_size` debe ser un entero mayor o igual que 1"),
    (lambda: fit(batch_size=True), "`batch_size`"),
    (lambda: fit(shuffle="sí"), "`shuffle` debe ser True o False"),
    (lambda: fit(verbose=3), '`verbose` debe ser 0, 1, 2 o "auto". Recibido: 3'),
    (lambda: fit(verbose="mucho"), '`verbose` debe ser 0, 1, 2 o "auto"'),
    (lambda: network().evaluate(X, Y, verbose=-1), "`verbose`"),
    (lambda: network().predict(X, verbose=None), "`verbose`"),
    (lambda: network().evaluate(X, Y, batch_size=-1), "`batch_size`"),
    (lambda: network().evaluate(X, Y, return_dict=1), "`return_dict` debe ser True o False"),
    (lambda: network().predict(X, batch_size=1.5), "`batch_size`"),
    (lambda: fit(callbacks=lib.callbacks.History()), "`callbacks` debe ser una lista"),
    (lambda: fit(callbacks=[Ajeno()]), "un objeto de `course_lib.callbacks`. Recibido: <keras"),
    (lambda: fit(callbacks=[lib.callbacks.History]), "¿Faltan los paréntesis?"),
    (lambda: fit(validation_split=1), "`validation_split` es la parte que se aparta"),
    (lambda: fit(validation_split=-0.1), "`validation_split`"),
    (lambda: fit(validation_split=0.99), "de 8 ejemplos deja sin datos el entrenamiento"),
    (lambda: fit(validation_split=1e-20), "o la validación"),
    (lambda: fit(validation_data=X), "`validation_data` debe ser una lista o una tupla"),
    (lambda: fit(validation_data=(X,)), "`validation_data` es un par (x, y). Llegaron 1"),
    (lambda: fit(validation_data=(X, Y, Y)), "Llegaron 3 partes"),
    (lambda: fit(validation_data=(X, Y[:3])), "`val_x` y `val_y` deben tener el mismo número"),
    (lambda: fit(validation_data=(X * NAN, Y)), "`val_x` tiene 32 valores NaN"),
    (lambda: lib.Sequential([Dense(3)]).fit(X, Y), "llama antes a `model.compile(…)`"),
    (lambda: lib.Sequential([Dense(3)]).evaluate(X, Y), "llama antes a `model.compile(…)`"),
    (lambda: lib.Sequential().predict(X), "La red no tiene capas"),
    (lambda: lib.Sequential().summary(), "La red todavía no tiene pesos"),
    (lambda: lib.Sequential([Dense(3)]).summary(), "empieza con `Input(shape=…)`"),
    (lambda: lib.Sequential([Dense(3)]).set_weights([]), "La red todavía no tiene pesos"),
    (lambda: lib.Sequential([Dense(3)]).save_weights("a.weights.npz"), "no tiene pesos"),
    (lambda: network().save_weights("a.weights.npz", overwrite=2), "`overwrite`"),
    (lambda: network().set_weights(3), "`weights` debe ser una lista"),
    (lambda: network().set_weights([np.ones((4, 3))]), "Se esperaban 2 arreglos de pesos"),
    (lambda: network().set_weights([np.ones((3, 4)), np.ones(3)]), "No se cambió ningún peso"),
    (lambda: network().set_weights([["a"], np.ones(3)]), "`weights` debe contener números"),
    (lambda: network().backward(X), "llama primero a la capa"),
]

ASSEMBLY = [
    (lambda: lib.Sequential(Dense(3)), "`layers` debe ser una lista o una tupla"),
    (lambda: lib.Sequential([Dense]), "¿Faltan los paréntesis?"),
    (lambda: lib.Sequential([Ajeno()]), "una capa de `course_lib.layers`. Recibido: <keras.Dense>"),
    (lambda: lib.Sequential(["relu"]), "Se esperaba una capa"),
    (lambda: lib.Sequential([network()]), "Se esperaba una capa"),
    (lambda: lib.Sequential([Dense(3), Input((4,))]), "`Input` va una vez, al principio"),
    (lambda: lib.Sequential([Input((4,)), Input((4,))]), "`Input` va una vez, al principio"),
    (lambda: network().add(network().layers), "Se esperaba una capa"),
    (lambda: lib.Sequential([layer := Dense(3), layer]), "ya está en la red: crea otra igual"),
]


@pytest.mark.parametrize(
    ("call", "fragment"),
    HYPERPARAMETERS + NAMES + ARGUMENTS + DATA + TRAINING + ASSEMBLY,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_cada_equivocacion_se_explica(call, fragment):
    with pytest.raises((ValueError, TypeError, RuntimeError)) as error:
        call()
    assert fragment in str(error.value)


def test_lo_que_se_rechaza_no_deja_la_red_a_medio_entrenar():
    model = network()
    before = model.get_weights()
    for options in (
        {"y": Y + 3},
        {"x": bad(X, 0, NAN)},
        {"validation_data": (X, Y[:3])},
        {"callbacks": [Ajeno()]},
        {"verbose": 7},
    ):
        with pytest.raises((ValueError, TypeError)):
            model.fit(**{"x": X, "y": Y, "verbose": 0} | options)
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), before, strict=True))


@pytest.mark.parametrize("kind", [np.float32, np.float64, int, float])
def test_los_numeros_de_numpy_se_aceptan(kind):
    assert type(Dropout(kind(0)).rate) is float
    assert type(SGD(kind(1)).learning_rate) is float
    assert type(L2(kind(1)).l2) is float


@pytest.mark.parametrize("kind", [np.int64, np.uint8, int])
def test_los_enteros_de_numpy_se_aceptan(kind):
    assert type(Dense(kind(3)).units) is int
    assert fit(epochs=kind(2)).epoch == [0, 1]
    assert Input((kind(3),)).shape == (None, 3)


def test_los_booleanos_de_numpy_se_aceptan():
    assert BatchNormalization(center=np.bool_(False)).center is False


def test_una_sugerencia_enumera_siempre_las_opciones():
    assert checks.suggest("rellu", ["relu", "tanh"]).startswith("¿Quisiste decir 'relu'? Opciones:")
    assert checks.suggest("xyz", ["relu", "tanh"]) == "Opciones: relu, tanh."


def test_un_arreglo_del_tipo_correcto_no_se_copia():
    x = np.ones((2, 2), np.float32)
    assert checks.tensor("x", x) is x
    assert checks.tensor("x", [[1, 2]]).dtype == np.float32
