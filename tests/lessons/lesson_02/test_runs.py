"""Fabricar una fuga, y los dígitos como imágenes."""

import numpy as np

import course_lib as lib
from course_lib.lab.datasets import Split
from course_lib.lessons.lesson_02 import runs


def network(seed):
    layers = [lib.Input(shape=(8, 8, 1)), lib.layers.Flatten()]
    layers += [lib.layers.Dense(256, "relu"), lib.layers.Dense(3)]
    model = lib.Sequential(layers, seed=seed)
    model.compile(
        lib.optimizers.Adam(0.005), lib.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    return model


def data(n=100):
    rng = np.random.default_rng(0)
    return Split(rng.random((n, 8, 8, 1)).astype("float32"), rng.integers(0, 3, n))


def test_inflar_hace_diez_versiones_con_su_etiqueta():
    x, y = data(5)
    more, labels = runs.inflate(x, y, seed=0)
    assert more.shape == (50, 8, 8, 1)
    np.testing.assert_array_equal(labels, np.tile(y, 10))
    assert (more[:5] != more[5:10]).any()


def test_aumentar_antes_de_separar_promete_mas_de_lo_que_cumple():
    x, y = data(100)  # etiquetas al azar: en lo nuevo no se puede acertar más que al azar
    test = data(300)._replace(y=np.random.default_rng(9).integers(0, 3, 300))
    (leaked, honest), (_, real) = runs.promises(network, x, y, test, seeds=range(3))
    assert leaked.mean() < real.mean() - 20
    assert abs(honest.mean() - real.mean()) < 20
    assert runs.promise(network, x, y, test, early=True, seed=2)[0] == leaked[2]


def test_los_digitos_vienen_como_imagenes_con_su_canal():
    train, val, test = runs.digit_images()
    assert [split.x.shape for split in (train, val, test)] == [
        (size, 28, 28, 1) for size in (3000, 1000, 1000)
    ]
    assert [len(split.y) for split in (train, val, test)] == [3000, 1000, 1000]
