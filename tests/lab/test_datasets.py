"""Los datos que vienen con el curso llegan enteros, y lo que se sortea se puede repetir."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course_lib.lab import datasets, parity


def generator(seed=0):
    return np.random.default_rng(seed)


def test_mnist_trae_500_imagenes_de_cada_digito():
    x, y = datasets.load_mnist()
    assert (x.shape, x.dtype) == ((5000, 28, 28), np.uint8)
    assert (y.shape, y.dtype) == ((5000,), np.int64)
    np.testing.assert_array_equal(np.bincount(y), [500] * 10)


def test_mnist_usa_toda_la_escala_de_grises_sobre_fondo_negro():
    x, _ = datasets.load_mnist()
    assert (x.min(), x.max()) == (0, 255)
    assert x[:, 0].mean() < 1 < 50 < x[:, 10:18, 10:18].mean()


@pytest.mark.parametrize("size", [10, 100, 1000, 2000])
def test_cada_prefijo_de_mnist_esta_equilibrado(size):
    _, y = datasets.load_mnist()
    np.testing.assert_array_equal(np.bincount(y[:size]), [size // 10] * 10)


def test_mnist_no_viene_en_un_orden_que_se_repite():
    _, y = datasets.load_mnist()
    decades = y.reshape(-1, 10)
    assert len(np.unique(decades, axis=0)) == len(decades)


def test_las_etiquetas_de_mnist_se_pueden_cambiar_sin_danar_la_proxima_lectura():
    x, y = datasets.load_mnist()
    x[:], y[:] = 0, 0
    assert datasets.load_mnist()[0].any()
    assert datasets.load_mnist()[1].any()


def test_un_archivo_danado_se_reconoce_antes_de_usarlo(tmp_path, monkeypatch):
    content = bytearray((datasets.DATA / "mnist_5k.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "mnist_5k.npz").write_bytes(content)
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    with pytest.raises(OSError, match="está dañado"):
        datasets.load_mnist()


def test_el_leeme_de_los_datos_publica_el_mismo_sha256():
    assert datasets.MNIST_SHA256 in (datasets.DATA / "README.md").read_text(encoding="utf-8")


def fake_keras(monkeypatch, load_data):
    mnist = SimpleNamespace(load_data=load_data)
    keras = SimpleNamespace(datasets=SimpleNamespace(mnist=mnist))
    monkeypatch.setattr(parity, "load_keras", lambda: keras)


def test_mnist_completo_pone_el_entrenamiento_antes_que_la_prueba(monkeypatch):
    train = np.zeros((6, 28, 28), np.uint8), np.full(6, 3, np.uint8)
    test = np.ones((2, 28, 28), np.uint8), np.full(2, 7, np.uint8)
    fake_keras(monkeypatch, lambda: (train, test))
    x, y = datasets.load_mnist(full=True)
    assert (x.shape, x.dtype, y.dtype) == ((8, 28, 28), np.uint8, np.int64)
    assert y.tolist() == [3] * 6 + [7] * 2
    assert x[:6].max() == 0
    assert x[6:].min() == 1


def test_sin_internet_mnist_completo_explica_que_hacer(monkeypatch):
    def load_data():
        raise Exception("URL fetch failure: Name or service not known")

    fake_keras(monkeypatch, load_data)
    with pytest.raises(ConnectionError, match=r"Revisa tu conexión, o usa `load_mnist\(\)`"):
        datasets.load_mnist(full=True)


def test_leer_los_datos_incluidos_no_importa_keras(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    datasets.load_mnist()


def test_full_debe_ser_si_o_no():
    with pytest.raises(ValueError, match="`full` debe ser True o False"):
        datasets.load_mnist(full="sí")


@given(st.integers(1, 300), st.floats(0, 1), st.integers(2, 10), st.integers(0, 99))
def test_el_ruido_toca_a_lo_mas_la_fraccion_pedida(size, rate, num_classes, seed):
    y = generator(seed).integers(num_classes, size=size)
    before = y.copy()
    noisy = datasets.add_label_noise(y, rate, num_classes, generator(seed))
    assert (noisy != y).sum() <= round(rate * size)
    assert 0 <= noisy.min() <= noisy.max() < num_classes
    np.testing.assert_array_equal(y, before)


def test_una_de_cada_diez_etiquetas_sorteadas_conserva_por_suerte_la_correcta():
    y = np.zeros(100_000, dtype=int)
    noisy = datasets.add_label_noise(y, 0.2, 10, generator())
    np.testing.assert_allclose(np.bincount(noisy)[1:], 2000, rtol=0.1)  # 20.000 sorteos, 10 clases


def test_el_ruido_se_repite_con_la_misma_semilla_y_cambia_con_otra():
    y = generator().integers(10, size=500)
    first, again, other = (datasets.add_label_noise(y, 0.5, 10, generator(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_el_ruido_entrega_siempre_int64(dtype):
    assert datasets.add_label_noise(np.arange(5, dtype=dtype), 0, 5, generator()).dtype == np.int64


@pytest.mark.parametrize(
    ("y", "rate", "num_classes", "rng", "error"),
    [
        ([0, 1], 1.5, 2, generator(), "`rate` es la fracción"),
        ([0, 1], float("nan"), 2, generator(), "`rate` es la fracción"),
        ([0, 1], 0.2, 1, generator(), "`num_classes` debe ser un entero"),
        ([0, 2], 0.2, 2, generator(), "etiquetas de 0 a 1"),
        ([-1, 1], 0.2, 2, generator(), "etiquetas de 0 a 1"),
        ([0.0, 1.0], 0.2, 2, generator(), "clases enteras"),
        ([[0, 1]], 0.2, 2, generator(), r"forma \(N,\)"),
        ([], 0.2, 2, generator(), "`y` está vacío"),
        (["a", "b"], 0.2, 2, generator(), "`y` debe contener números"),
        ([0, 1], 0.2, 2, 42, "`rng` debe ser un generador"),
    ],
)
def test_el_ruido_rechaza_argumentos_imposibles(y, rate, num_classes, rng, error):
    with pytest.raises((TypeError, ValueError), match=error):
        datasets.add_label_noise(y, rate, num_classes, rng)


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=5),
    st.floats(0.05, 0.45),
    st.floats(0.05, 0.45),
    st.integers(0, 99),
)
def test_el_reparto_no_pierde_ni_repite_ejemplos_y_conserva_las_proporciones(
    class_sizes, validation, test, seed
):
    y = np.repeat(np.arange(len(class_sizes)), class_sizes)
    x = np.arange(len(y))
    sizes = round(validation * len(y)), round(test * len(y))
    assume(min(sizes) > 0 and sum(sizes) < len(y))
    parts = datasets.train_val_test_split(
        x, y, validation=validation, test=test, rng=generator(seed)
    )
    assert tuple(len(part.y) for part in parts[1:]) == sizes
    np.testing.assert_array_equal(np.sort(np.concatenate([part.x for part in parts])), x)
    for part in parts:
        np.testing.assert_array_equal(part.y, y[part.x])
        expected = np.array(class_sizes) * len(part.y) / len(y)
        found = np.bincount(part.y, minlength=len(class_sizes))
        assert np.abs(found - expected).max() < 2 + len(class_sizes)


def test_mnist_se_reparte_con_el_mismo_numero_de_cada_digito():
    x, y = datasets.load_mnist()
    parts = datasets.train_val_test_split(x, y, validation=500, test=0.2, rng=generator())
    assert [np.bincount(part.y).tolist() for part in parts] == [[350] * 10, [50] * 10, [100] * 10]


def test_el_reparto_tambien_sirve_para_regresion():
    x, y = np.arange(10), np.linspace(0, 1, 10)
    train, val, test = datasets.train_val_test_split(x, y, validation=2, test=3, rng=generator())
    assert (len(train.x), len(val.x), len(test.x)) == (5, 2, 3)


def test_el_reparto_se_repite_con_la_misma_semilla_y_cambia_con_otra():
    x = np.arange(100)
    first, again, other = (
        datasets.train_val_test_split(x, x % 2, validation=20, test=20, rng=generator(s))[2].x
        for s in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert set(first) != set(other)


def test_dentro_de_cada_conjunto_las_clases_van_mezcladas():
    y = np.repeat([0, 1], 500)
    train, _, _ = datasets.train_val_test_split(y, y, validation=10, test=10, rng=generator())
    changes = (np.diff(train.y) != 0).mean()
    assert 0.4 < changes < 0.9  # cerca de 0 si van ordenadas; 1 si se alternan


@pytest.mark.parametrize(
    ("validation", "test", "error"),
    [
        (0, 10, "`validation` debe ser un entero mayor o igual que 1"),
        (10, -1, "`test` debe ser un entero mayor o igual que 1"),
        (1.0, 10, "`validation` es la fracción"),
        (10, True, "`test` debe ser un entero"),
        (60, 40, "no dejan nada para entrenar"),
        (0.5, 0.5, "no dejan nada para entrenar"),
    ],
)
def test_el_reparto_rechaza_tamanos_imposibles(validation, test, error):
    x = np.arange(100)
    with pytest.raises(ValueError, match=error):
        datasets.train_val_test_split(x, x, validation=validation, test=test, rng=generator())


def test_el_reparto_exige_una_etiqueta_por_ejemplo():
    with pytest.raises(ValueError, match="el mismo número de ejemplos"):
        datasets.train_val_test_split(np.ones(5), np.ones(4), validation=1, test=1, rng=generator())


def test_sin_ruido_cada_media_luna_es_un_arco_de_radio_uno():
    x, y = datasets.make_moons(200, 0, generator())
    centers = np.array([[0, 0], [1, 0.5]])[y]
    np.testing.assert_allclose(np.linalg.norm(x - centers, axis=1), 1)
    assert (x[y == 0, 1] >= 0).all()
    assert (x[y == 1, 1] <= 0.5).all()


def test_el_ruido_de_las_lunas_tiene_la_desviacion_pedida():
    clean, _ = datasets.make_moons(20_000, 0, generator())
    noisy, _ = datasets.make_moons(20_000, 0.3, generator())
    assert (noisy - clean).std() == pytest.approx(0.3, rel=0.02)


@given(st.integers(2, 50))
def test_las_lunas_reparten_los_puntos_por_mitades(n):
    x, y = datasets.make_moons(n, 0.1, generator())
    assert x.shape == (n, 2)
    assert y.dtype == np.int64
    assert y.sum() == n // 2


@pytest.mark.parametrize(("n", "noise"), [(1, 0.1), (10.0, 0.1), (10, -1), (10, float("inf"))])
def test_las_lunas_rechazan_argumentos_imposibles(n, noise):
    with pytest.raises(ValueError, match=r"`n` debe ser|`noise` es"):
        datasets.make_moons(n, noise, generator())


def test_las_personas_inventadas_son_adultas_y_su_salario_tiene_cola_larga():
    x, _ = datasets.make_people(20_000, generator())
    age, salary = x.T
    assert (age.min(), age.max()) == (18, 100)
    assert (age % 1 == 0).all()
    assert (salary % 1000 == 0).all()
    assert salary.min() > 0
    assert np.median(salary) == pytest.approx(650_000, rel=0.02)
    assert salary.mean() > 1.1 * np.median(salary)
    assert abs(np.corrcoef(age, salary)[0, 1]) < 0.03


def test_el_gasto_en_salud_sigue_la_formula_que_se_anuncia():
    x, y = datasets.make_people(20_000, generator())
    noise = y - x @ [1.2, 20e-6]
    assert noise.mean() == pytest.approx(0, abs=0.3)
    assert noise.std() == pytest.approx(10, rel=0.02)


def test_las_personas_se_repiten_con_la_misma_semilla_y_cambian_con_otra():
    first, again, other = (datasets.make_people(50, generator(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert (first[0] != other[0]).any()


@pytest.mark.parametrize(("n", "rng"), [(0, generator()), (2.5, generator()), (5, 42)])
def test_las_personas_rechazan_argumentos_imposibles(n, rng):
    with pytest.raises((TypeError, ValueError), match=r"`n` debe ser|`rng` debe ser"):
        datasets.make_people(n, rng)
