"""El observador mide cada capa y no cambia lo que mira."""

import numpy as np
import pytest

import course_lib as lib
from course_lib import activations
from course_lib.lab.diagnostics import SATURATED, LayerStats, Observer, norm, observe
from course_lib.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPooling2D,
)


def data():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((32, 5))
    return x, (x[:, 0] > 0).astype(int)


def network(*layers, optimizer="adam"):
    model = lib.Sequential([lib.Input((5,)), *layers, Dense(2)], seed=3)
    model.compile(optimizer, lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def test_mide_la_salida_y_los_gradientes_de_cada_capa(float64):
    x, y = data()
    model = network(Dense(4, "relu"))
    hidden = model.layers[0](x)
    stats = observe(model, x, y)
    model.backward(model.loss.gradient(y, model(x)))
    assert [s.name for s in stats] == ["dense", "dense_1"]
    assert stats[0].std == pytest.approx(hidden.std())
    assert stats[1].std == pytest.approx(model(x).std())
    assert stats[1].grad_std == pytest.approx(model.loss.gradient(y, model(x)).std())
    for layer, measured in zip(model.layers, stats, strict=True):
        grads = np.concatenate([p.grad.ravel() for p in layer.weights])
        weights = np.concatenate([p.value.ravel() for p in layer.weights])
        assert measured.grad_norm == pytest.approx(np.linalg.norm(grads))
        assert measured.weight_norm == pytest.approx(np.linalg.norm(weights))


def test_neuronas_distintas_que_responden_lo_mismo_a_todo_no_llevan_senal(float64):
    x, y = data()
    model = network(Dense(4, "tanh", kernel_initializer="zeros"))
    model.layers[0].bias.value[:] = [-1, -0.5, 0.5, 1]
    deaf, _ = observe(model, x, y)
    assert deaf.std > 0.5
    assert deaf.signal < 1e-12
    alive, _ = observe(network(Dense(4, "tanh")), x, y)
    hidden = network(Dense(4, "tanh")).layers[0](x)
    assert alive.signal == pytest.approx(hidden.std(axis=0).mean())


@pytest.mark.parametrize(("activation", "limit"), [("tanh", 0.975), ("sigmoid", 0.9875)])
def test_una_salida_en_la_zona_plana_esta_saturada(activation, limit):
    x, y = data()
    calm, tense = (
        network(Dense(40, kernel_initializer=lib.initializers.RandomNormal(stddev=std)),
                Activation(activation))
        for std in (0.01, 100)
    )  # fmt: skip
    assert observe(calm, x, y)[1].saturated == 0
    assert observe(tense, x, y)[1].saturated > 0.95
    model = network(Dense(40), Activation(activation))
    output = model.layers[1](model.layers[0](x))
    far = (output > limit) | (output < (1 - limit if activation == "sigmoid" else -limit))
    assert observe(model, x, y)[1].saturated == pytest.approx(far.mean())


@pytest.mark.parametrize("name", ["tanh", "sigmoid"])
def test_en_la_zona_plana_la_derivada_es_menos_del_5_por_ciento_de_la_maxima(name):
    function = activations.get(name)
    x = np.linspace(-10, 10, 100_001)
    y = function(x)
    slope = activations.backward(function, np.ones_like(x), x, y)
    flat = np.abs(2 * y - 1 if name == "sigmoid" else y) > SATURATED
    assert slope[flat].max() / slope.max() == pytest.approx(0.05, abs=1e-3)


def test_una_neurona_que_vale_cero_en_todo_el_lote_esta_muerta():
    x, y = data()
    model = network(Dense(4, "relu"))
    model.layers[0].bias.value[:3] = -100
    assert observe(model, x, y)[0].dead == 0.75
    assert observe(model, x, y)[1].dead == 0


def convolutional():
    layers = [Conv2D(4, 3, activation="relu"), MaxPooling2D(), Flatten(), Dense(2)]
    model = lib.Sequential([lib.Input((6, 6, 1)), *layers], seed=3)
    model.compile("adam", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    rng = np.random.default_rng(0)
    return model, rng.standard_normal((32, 6, 6, 1)), rng.integers(2, size=32)


def test_un_filtro_que_vale_cero_en_toda_imagen_esta_muerto():
    model, x, y = convolutional()
    model.layers[0].bias.value[:3] = -100
    conv, pool, flat, _ = observe(model, x, y)
    assert (conv.dead, pool.dead, flat.dead) == (0.75, 0.75, 0.75)
    assert conv.grad_norm > 0


def test_un_mapa_igual_en_todas_las_imagenes_no_lleva_senal_por_mas_que_cambie_de_un_pixel_a_otro():
    model, x, y = convolutional()
    x[:] = x[0]
    conv, pool, _, _ = observe(model, x, y)
    assert min(conv.std, pool.std) > 0.1
    assert max(conv.signal, pool.signal) < 1e-6


def test_el_observador_sigue_una_red_convolucional():
    model, x, y = convolutional()
    observer = Observer(x, y)
    model.fit(x, y, epochs=2, verbose=0, callbacks=[observer])
    assert observer.series("std").shape == (3, 4)
    assert np.shape(observer.update_ratio_) == (2, 2)
    assert (np.array(observer.update_ratio_) > 0).all()


def test_una_capa_sin_pesos_no_tiene_norma():
    x, y = data()
    stats = observe(network(Activation("tanh")), x, y)[0]
    assert (stats.grad_norm, stats.weight_norm) == (0, 0)


@pytest.mark.parametrize("training", [False, True])
def test_observar_no_cambia_nada(training):
    x, y = data()
    model, other = (network(BatchNormalization(), Dropout(0.5)) for _ in range(2))
    for m in (model, other):
        m.fit(x, y, epochs=1, verbose=0)
    grads = [p.grad for p in model.weights]
    observe(model, x, y, training=training)
    assert all(p.grad is grad for p, grad in zip(model.weights, grads, strict=True))
    for m in (model, other):
        m.fit(x, y, epochs=1, verbose=0)
    for ours, theirs in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_observar_entrenando_ve_el_dropout():
    x, y = data()
    model = network(Dense(64), Dropout(0.9))
    assert observe(model, x, y, training=True)[1].std > 2 * observe(model, x, y)[1].std


def test_el_observador_anota_antes_de_entrenar_y_despues_de_cada_epoca():
    x, y = data()
    model, alone = network(Dense(4, "tanh"), Dropout(0.3)), network(Dense(4, "tanh"), Dropout(0.3))
    before = observe(model, x[:8], y[:8])
    observer = Observer(x[:8], y[:8])
    model.fit(x, y, epochs=3, verbose=0, callbacks=[observer])
    alone.fit(x, y, epochs=3, verbose=0)
    assert observer.epochs_[0] == before
    assert observer.epochs_[-1] == observe(model, x[:8], y[:8])
    assert observer.series("std").shape == (4, 3)
    assert np.shape(observer.update_ratio_) == (3, 2)
    np.testing.assert_array_equal(model.get_weights()[0], alone.get_weights()[0])


def test_la_razon_de_actualizacion_es_lo_que_se_movio_el_peso(float64):
    x, y = data()
    model = network(optimizer=lib.optimizers.SGD(0.5))
    start = norm(model.get_weights())
    observer = Observer(x, y)
    kernel = [w.copy() for w in model.get_weights()]
    model.fit(x, y, batch_size=32, verbose=0, callbacks=[observer])
    moved = norm(a - b for a, b in zip(model.get_weights(), kernel, strict=True))
    assert observer.update_ratio_ == [[pytest.approx(moved / start)]]


def test_una_medida_desconocida_sugiere_la_mas_parecida():
    x, y = data()
    observer = Observer(x, y)
    network().fit(x, y, verbose=0, callbacks=[observer])
    with pytest.raises(ValueError, match="¿Quisiste decir 'saturated'"):
        observer.series("saturadas")
    assert set(LayerStats.__dataclass_fields__) > {"std", "dead", "grad_norm"}


def test_una_red_que_diverge_se_puede_observar_sin_avisos():
    x, y = data()
    observer = Observer(x, y)
    network(optimizer=lib.optimizers.SGD(1e30)).fit(x, y, epochs=4, verbose=0, callbacks=[observer])
    assert not np.isfinite(observer.series("std")[-1]).any()
