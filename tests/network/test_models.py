"""Propiedad: lo que promete una red entera, al construirla, entrenarla y usarla."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import course_lib as lib
from course_lib.config import use_floatx
from course_lib.layers import BatchNormalization, Dense, Dropout, Input, Normalization, Rescaling


def data(n=40, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 6))
    return x, (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)


def network(*extra, seed=1, optimizer="adam", **options):
    layers = [Input((6,)), Dense(8, "relu"), *extra, Dense(3)]
    model = lib.Sequential(layers, seed=seed)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, loss, **options)
    return model


def fitted(model, **options):
    return model.fit(*data(), **{"epochs": 3, "batch_size": 8, "verbose": 0} | options)


def flat(model):
    return np.concatenate([w.ravel() for w in model.get_weights()])


def same(first, second):
    return np.array_equal(flat(first), flat(second))


# Construir


def test_con_input_los_pesos_existen_desde_el_principio():
    assert [w.shape for w in network().get_weights()] == [(6, 8), (8,), (8, 3), (3,)]


def test_sin_input_los_pesos_se_crean_con_los_primeros_datos():
    model = lib.Sequential([Dense(8), Dense(3)])
    assert model.weights == []
    assert model(data()[0]).shape == (40, 3)
    assert [w.shape for w in model.get_weights()] == [(6, 8), (8,), (8, 3), (3,)]


def test_build_crea_los_pesos_sin_datos_y_una_sola_vez():
    model = lib.Sequential([Dense(8), Dense(3)])
    model.build((None, 6))
    before = flat(model)
    model.build((None, 6))
    model(data()[0])
    np.testing.assert_array_equal(flat(model), before)


def test_add_agrega_capas_una_a_una_y_da_la_misma_red():
    model = lib.Sequential(seed=1)
    for layer in (Input((6,)), Dense(8, "relu"), Dense(3)):
        model.add(layer)
    assert len(model.layers) == 2
    assert same(model, network())


def test_una_capa_que_no_se_puede_construir_no_queda_agregada():
    model = lib.Sequential([Input(())])
    with pytest.raises(ValueError, match="último eje"):
        model.add(Dense(3))
    assert model.layers == []


def test_las_capas_repetidas_se_numeran_como_en_keras():
    model = network(BatchNormalization(), Dense(4), BatchNormalization())
    assert [layer.name for layer in model.layers] == [
        "dense",
        "batch_normalization",
        "dense_1",
        "batch_normalization_1",
        "dense_2",
    ]
    assert len({w.name for w in model.weights}) == len(model.weights)


def test_una_capa_ya_construida_tambien_se_numera_con_sus_pesos():
    built = Dense(3)
    built(np.ones((2, 8)))
    model = lib.Sequential([Input((6,)), Dense(8), built])
    assert [w.name for w in model.weights] == [
        "dense/kernel",
        "dense/bias",
        "dense_1/kernel",
        "dense_1/bias",
    ]


def test_summary_cuenta_los_parametros(capsys):
    model = lib.Sequential([Input((784,)), Dense(1024), BatchNormalization()])
    model.summary()
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["dense", "(None,", "1024)", "803.840"]
    assert lines[-1] == "Total: 807.936, de los que se entrenan 805.888."
    written = []
    model.summary(print_fn=written.append)
    assert written[0].splitlines() == lines


def convolutional(seed=1):
    layers = [
        Input((9, 8, 2)),
        lib.layers.Conv2D(4, 3, padding="same"),
        BatchNormalization(),
        lib.layers.MaxPooling2D(),
        lib.layers.Conv2D(5, (2, 3), use_bias=False),
        lib.layers.LayerNormalization(),
        lib.layers.GlobalAveragePooling2D(),
        Dense(3),
    ]
    model = lib.Sequential(layers, seed=seed)
    model.compile("adam", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def test_summary_dice_la_forma_de_cada_mapa_con_los_nombres_de_keras():
    written = []
    convolutional().summary(print_fn=written.append)
    assert [line.split() for line in written[0].splitlines()[1:]] == [
        ["conv2d", "(None,", "9,", "8,", "4)", "76"],
        ["batch_normalization", "(None,", "9,", "8,", "4)", "16"],
        ["max_pooling2d", "(None,", "4,", "4,", "4)", "0"],
        ["conv2d_1", "(None,", "3,", "2,", "5)", "120"],
        ["layer_normalization", "(None,", "3,", "2,", "5)", "10"],
        ["global_average_pooling2d", "(None,", "5)", "0"],
        ["dense", "(None,", "3)", "18"],
        ["Total:", "240,", "de", "los", "que", "se", "entrenan", "232."],
    ]


def test_una_red_convolucional_aprende_donde_esta_lo_que_busca(float64):
    """Dos dibujos que solo se distinguen por su forma, en cualquier lugar de la imagen."""
    rng = np.random.default_rng(0)
    y = rng.integers(2, size=200)
    x = np.zeros((200, 8, 8, 1))
    for image, label, (row, col) in zip(x, y, rng.integers(6, size=(200, 2)), strict=True):
        image[row : row + 3, col : col + 3, 0] = np.eye(3)[:: 1 if label else -1]
    layers = [Input((8, 8, 1)), lib.layers.Conv2D(4, 3, activation="relu")]
    layers += [lib.layers.MaxPooling2D(6), lib.layers.Flatten(), Dense(2)]
    model = lib.Sequential(layers, seed=0)
    loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(lib.optimizers.Adam(0.02), loss, metrics=["accuracy"])
    model.fit(x[:100], y[:100], epochs=30, verbose=0)
    assert model.evaluate(x[100:], y[100:], return_dict=True)["accuracy"] > 0.95


# El azar


@pytest.mark.parametrize("shuffle", [True, False])
def test_la_misma_semilla_da_el_mismo_entrenamiento(shuffle):
    first, second, other = (network(Dropout(0.3), seed=seed) for seed in (1, 1, 2))
    histories = [fitted(m, shuffle=shuffle).history for m in (first, second, other)]
    assert histories[0] == histories[1] != histories[2]
    assert same(first, second)
    assert not same(first, other)


def test_sin_semilla_cada_red_es_distinta():
    assert not same(network(seed=None), network(seed=None))


def test_el_azar_de_la_red_no_toca_el_global_ni_depende_de_el():
    np.random.seed(0)  # noqa: NPY002
    state = np.random.get_state()[1].copy()  # noqa: NPY002
    fitted(network(Dropout(0.3)))
    np.testing.assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002


@pytest.mark.parametrize(
    "change",
    [lambda: Dense(8, "tanh"), lambda: Dropout(0.7), lambda: Dropout(0.3, seed=9)],
    ids=["otra capa", "otra tasa", "semilla propia"],
)
def test_cambiar_una_capa_no_cambia_el_azar_de_las_demas(change):
    before, after = network(Dropout(0.3), Dropout(0.5)), network(change(), Dropout(0.5))
    for index in (0, -1):
        np.testing.assert_array_equal(*(m.layers[index].kernel.value for m in (before, after)))
    x = np.ones((30, 8))
    np.testing.assert_array_equal(*(m.layers[2](x, training=True) for m in (before, after)))


def test_una_capa_con_semilla_propia_no_depende_de_la_red():
    x = np.ones((30, 8))
    masks = [
        network(Dropout(0.5, seed=4), seed=seed).layers[1](x, training=True) for seed in (1, 2)
    ]
    np.testing.assert_array_equal(*masks)


def test_dos_capas_iguales_no_comparten_el_azar():
    model = network(Dropout(0.5), Dropout(0.5))
    x = np.ones((30, 8))
    assert (model.layers[1](x, training=True) != model.layers[2](x, training=True)).any()


# Entrenar


@pytest.mark.parametrize("floatx", ["float32", "float64"])
def test_el_entrenamiento_no_cambia_el_tipo_de_los_pesos(floatx):
    with use_floatx(floatx):
        regularizer = lib.regularizers.L2(np.float64(0.01))
        model = network(
            BatchNormalization(gamma_regularizer=regularizer),
            Dropout(np.float64(0.2)),
            Dense(4, "gelu", kernel_regularizer=regularizer),
            lib.layers.GaussianNoise(np.float64(0.1)),
            lib.layers.GaussianDropout(np.float64(0.1)),
            optimizer=lib.optimizers.AdamW(np.float64(0.01), np.float64(0.01)),
        )
        fitted(model)
        arrays = [*model.get_weights(), *(w.grad for w in model.trainable_weights)]
        arrays += [a for slots in model.optimizer._memory.values() for a in slots]
        arrays.append(model.predict(data()[0]))
        assert {a.dtype.name for a in arrays} == {floatx}


def test_fit_no_modifica_los_datos():
    x, y = data()
    x.flags.writeable = y.flags.writeable = False
    network().fit(x, y, epochs=2, verbose=0, validation_split=0.2)
    np.testing.assert_array_equal(x, data()[0])


def test_entrenar_baja_la_perdida_y_sube_la_exactitud():
    model = network(metrics=["accuracy"], optimizer=lib.optimizers.Adam(0.01))
    history = fitted(model, epochs=40).history
    assert history["loss"][-1] < history["loss"][0] / 2
    assert history["accuracy"][-1] > 0.9
    assert len(history["loss"]) == 40


def test_entrenar_en_dos_partes_es_entrenar_de_una_vez():
    once, twice = network(Dropout(0.3)), network(Dropout(0.3))
    fitted(once, epochs=4)
    fitted(twice, epochs=2)
    fitted(twice, epochs=2)
    assert same(once, twice)


def test_shuffle_cambia_el_orden_de_los_ejemplos_pero_usa_todos():
    seen = []

    class Espia(lib.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            seen.append(self.model.layers[0]._x.copy())

    x, _ = data()
    fitted(network(), callbacks=[Espia()], epochs=2, batch_size=16)
    assert [len(rows) for rows in seen] == [16, 16, 8, 16, 16, 8]
    first, second = np.concatenate(seen[:3]), np.concatenate(seen[3:])
    assert not np.array_equal(first, second)
    for rows in (first, second):
        np.testing.assert_array_equal(np.sort(rows[:, 0]), np.sort(x[:, 0]).astype("float32"))


def test_la_perdida_anotada_incluye_la_penalizacion(float64):
    x, y = data()
    model = network(optimizer=lib.optimizers.SGD(0.0))
    model.layers[0].kernel.regularizer = lib.regularizers.L2(0.1)
    penalty = 0.1 * (model.layers[0].kernel.value ** 2).sum()
    history = fitted(model, epochs=1, validation_data=(x, y)).history
    assert model.penalty == pytest.approx(penalty)
    assert history["loss"] == history["val_loss"] == [pytest.approx(model.evaluate(x, y))]
    assert model.evaluate(x, y) - model.loss(y, model(x)) == pytest.approx(penalty)


def test_una_capa_congelada_no_se_mueve_ni_se_penaliza():
    model = network(BatchNormalization())
    frozen, norm, last = model.layers
    frozen.kernel.regularizer = lib.regularizers.L2(0.1)
    frozen.trainable = norm.trainable = False
    before = [*frozen.get_weights(), *norm.get_weights()], last.get_weights()
    fitted(model)
    assert model.penalty == 0
    for value, now in zip(before[0], [*frozen.get_weights(), *norm.get_weights()], strict=True):
        np.testing.assert_array_equal(value, now)
    assert (before[1][0] != last.kernel.value).any()


def test_validar_no_cambia_el_entrenamiento():
    plain, validated = network(Dropout(0.3)), network(Dropout(0.3))
    fitted(plain)
    fitted(validated, validation_data=data(20, seed=3))
    assert same(plain, validated)


def test_validation_split_aparta_el_final_de_los_datos():
    x, y = data()
    x[30:] = 1e6  # si se entrenara con ellos se notaría
    split, alone = network(), network()
    split.fit(x, y, epochs=2, verbose=0, validation_split=0.25)
    alone.fit(x[:30], y[:30], epochs=2, verbose=0)
    assert same(split, alone)


def test_con_validation_data_se_entrena_con_todos_los_datos():
    both, alone = network(), network()
    fitted(both, validation_split=0.5, validation_data=data(20, seed=3))
    fitted(alone)
    assert same(both, alone)


@given(size=st.integers(1, 60))
def test_evaluate_y_predict_no_dependen_del_tamano_del_lote(float64, size):
    x, y = data()
    model = network(BatchNormalization(), Dropout(0.5), metrics=["accuracy"])
    fitted(model, epochs=1)
    np.testing.assert_allclose(model.predict(x, batch_size=size), model(x), atol=1e-14)
    np.testing.assert_allclose(model.evaluate(x, y, batch_size=size), model.evaluate(x, y, 40))


def test_una_tasa_enorme_termina_en_nan_sin_avisos():
    x, y = data()
    model = network(optimizer=lib.optimizers.SGD(1e30))
    history = fitted(model, epochs=5, validation_data=(x, y)).history
    assert math.isnan(history["loss"][-1])
    assert math.isnan(model.evaluate(x, y))
    assert np.isnan(model.predict(x)).all()


@pytest.mark.parametrize("kind", [list, np.float32, np.float64])
def test_los_datos_pueden_ser_listas_o_arreglos(kind):
    x, y = data()
    x = x.tolist() if kind is list else x.astype(kind)
    model = network()
    model.fit(x, y.tolist(), epochs=1, verbose=0)
    assert model.predict(x).shape == (40, 3)


LABELS = data()[1]


@pytest.mark.parametrize(
    "y",
    [np.eye(3)[LABELS], LABELS[:, None], LABELS.astype(np.uint8), LABELS.astype(float)],
    ids=["one-hot", "columna", "uint8", "float"],
)
def test_las_etiquetas_pueden_venir_en_las_formas_de_keras(y):
    x, labels = data()
    model, expected = network(), network()
    if y.shape[1:] == (3,):
        model.compile("adam", lib.losses.CategoricalCrossentropy(from_logits=True))
    model.fit(x, y, epochs=1, verbose=0)
    expected.fit(x, labels, epochs=1, verbose=0)
    assert same(model, expected)


@pytest.mark.parametrize(
    "first",
    [
        [Input((4, 4)), lib.layers.Flatten(), Rescaling(1 / 255)],
        [Input((4, 4)), Rescaling(1 / 255), lib.layers.Flatten()],
    ],
    ids=["aplana y escala", "escala y aplana"],
)
def test_una_red_que_escala_acepta_imagenes_uint8(first):
    images = np.random.default_rng(0).integers(256, size=(10, 4, 4), dtype=np.uint8)
    model = lib.Sequential([*first, Dense(2)], seed=0)
    model.compile("sgd", "mse")
    model.fit(images, np.zeros((10, 2)), verbose=0)
    assert np.abs(model.predict(images)).max() < 10


def test_normalization_adaptada_antes_o_despues_de_entrar_en_la_red(float64):
    x, _ = data()
    before, after = Normalization(), Normalization()
    before.adapt(x)
    models = [lib.Sequential([Input((6,)), norm, Dense(2)], seed=0) for norm in (before, after)]
    after.adapt(x)
    np.testing.assert_array_equal(*(model.predict(x) for model in models))


def test_los_pesos_pasan_de_una_red_a_otra():
    model, other = network(BatchNormalization(), seed=1), network(BatchNormalization(), seed=2)
    fitted(model)
    other.set_weights(model.get_weights())
    np.testing.assert_array_equal(model.predict(data()[0]), other.predict(data()[0]))
    copy = model.get_weights()
    copy[0][...] = 0
    assert (model.get_weights()[0] != 0).any()


def test_evaluate_responde_como_keras():
    x, y = data()
    assert type(network().evaluate(x, y)) is float
    model = network(metrics=["accuracy"])
    loss, accuracy = model.evaluate(x, y)
    assert model.evaluate(x, y, return_dict=True) == {"loss": loss, "accuracy": accuracy}


def test_una_red_recompilada_empieza_con_otro_optimizador_y_los_mismos_pesos():
    model = network()
    fitted(model)
    before, old = flat(model), model.optimizer
    model.compile("adam", "mse")
    np.testing.assert_array_equal(flat(model), before)
    assert model.optimizer is not old
    assert model.optimizer.iterations == 0


def test_un_modelo_sin_pesos_tambien_pasa_por_fit():
    """No hay qué aprender: Keras lo acepta, y la pérdida es la de sus entradas."""
    model = lib.Sequential([lib.Input(shape=(2,)), lib.layers.Activation("relu")])
    model.compile("sgd", "mse")
    x = np.array([[-1.0, 2.0], [3.0, -4.0]])
    history = model.fit(x, np.zeros_like(x), epochs=2, verbose=0).history
    assert history["loss"] == [3.25, 3.25]  # (0 + 4 + 9 + 0) / 4


@pytest.mark.parametrize("first", ["dense", "conv"])
def test_al_entrenar_la_primera_capa_no_calcula_el_gradiente_de_la_entrada(first, monkeypatch):
    """Nadie lo usa. Los pesos quedan iguales, y `backward` después lo entrega entero."""
    kind = {
        "dense": lambda: [lib.Input(shape=(6,)), lib.layers.Dense(4, "tanh")],
        "conv": lambda: [
            lib.Input(shape=(5, 5, 1)),
            lib.layers.Conv2D(3, 2),
            lib.layers.Flatten(),
        ],
    }[first]
    rng = np.random.default_rng(0)
    shape = (12, 6) if first == "dense" else (12, 5, 5, 1)
    x, y = rng.standard_normal(shape).astype("float32"), rng.integers(0, 3, 12)

    def trained():
        model = lib.Sequential([*kind(), lib.layers.Dense(3)], seed=0)
        loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile("sgd", loss)
        model.fit(x, y, epochs=3, batch_size=5, verbose=0)
        return model

    quick = trained()
    seen = []
    whole = lib.Sequential._backward
    monkeypatch.setattr(
        lib.Sequential,
        "_learn",
        lambda self, grad: seen.append(whole(self, self.layers, grad).shape),
    )
    slow = trained()
    for a, b in zip(quick.get_weights(), slow.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    assert seen[0] == (5, *shape[1:])
    quick(x)
    assert quick.backward(np.ones((12, 3), "float32")).shape == shape


def test_un_backward_propio_en_la_primera_capa_se_respeta_al_entrenar():
    class Frozen(lib.layers.Dense):
        def backward(self, grad):
            result = super().backward(grad)
            self.kernel.grad = np.zeros_like(self.kernel.value)
            return result

    model = lib.Sequential([lib.Input(shape=(4,)), Frozen(3), lib.layers.Dense(1)], seed=0)
    model.compile("sgd", "mse")
    before = model.layers[0].kernel.value.copy()
    model.fit(np.ones((8, 4), "float32"), np.ones((8, 1), "float32"), verbose=0)
    np.testing.assert_array_equal(model.layers[0].kernel.value, before)
