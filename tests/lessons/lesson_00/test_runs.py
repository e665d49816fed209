"""Lo que la lección 00 corre mide lo que dice medir."""

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import trials
from course_lib.lessons.lesson_00 import runs


def tiny(seed, learning_rate=0.1):
    layers = [lib.Input(shape=(784,)), lib.layers.Dense(10)]
    return trials.compiled(layers, learning_rate, seed)


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(runs, "EPOCHS", 2)


@pytest.mark.usefixtures("short")
def test_las_curvas_traen_una_medida_por_epoca_y_una_sola_prueba():
    found = runs.curves(tiny)(noise=0.2, seed=0)
    assert {name: np.shape(value) for name, value in found.items()} == {
        "train": (2,),
        "validation": (2,),
        "repeated": (2,),
        "test": (),
    }
    assert all(0 <= found[name].min() <= found[name].max() <= 100 for name in ("train", "repeated"))


@pytest.mark.usefixtures("short")
def test_sin_mentiras_no_hay_cuales_repetir():
    assert np.isnan(runs.curves(tiny)(noise=0, seed=0)["repeated"]).all()


@pytest.mark.usefixtures("short")
def test_los_ajustes_llegan_a_la_red():
    slow, fast = (
        runs.curves(tiny)(noise=0, seed=0, learning_rate=rate)["train"] for rate in (1e-6, 0.1)
    )
    assert slow[-1] > 50 > fast[-1]


def test_el_examen_promete_de_menos_y_los_demas_no():
    # treinta candidatas iguales: todo lo que el examen promete es suerte
    wrong = np.random.default_rng(1).random((2, 30, 2000)) < 0.2
    exam, apart, truth = runs.exams(wrong, np.random.default_rng(0), times=200)
    assert exam.shape == apart.shape == truth.shape == (2, 30)
    np.testing.assert_allclose(truth, 20, atol=1.5)
    np.testing.assert_allclose(apart, 20, atol=1.5)
    assert (np.diff(exam.mean(axis=0)) < 0).all()
    assert exam[:, -1].max() < 13


def test_el_duelo_parte_de_los_mismos_pesos():
    x, y = np.eye(4, 784), np.arange(4)
    with lib.config.use_floatx("float64"):
        pairs = runs.side_by_side(tiny(0), tiny(1), x, y, seed=0)
        other = runs.trained(tiny(0), x, y, seed=1)
    assert list(pairs) == ["pérdida", "probabilidades", "pesos"]
    ours, theirs = pairs["pesos"]
    for mine, its, others in zip(ours, theirs, other, strict=True):
        np.testing.assert_array_equal(mine, its)
        assert (mine != others).any()
    np.testing.assert_allclose(pairs["probabilidades"][0].sum(axis=1), 1)


class Doubled(lib.layers.Dense):
    """Una capa que entrega el doble del gradiente de su entrada."""

    def backward(self, grad):
        return 2 * super().backward(grad)


def test_la_tabla_del_chequeo_acusa_lo_que_esta_mal_y_nada_mas(capsys):
    rng = np.random.default_rng(0)
    batch = rng.standard_normal((5, 3))
    with lib.config.use_floatx("float64"):
        cases = [("buena", lib.layers.Dense(2), batch), ("doble", Doubled(2), batch)]
        found = runs.checked(cases, rng)
    assert max(found["buena"].values()) < 1e-7
    assert found["doble"]["x"] > 1e-2 > found["doble"]["W"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1:] for line in lines[1:]] == [["✓", "✓", "✓"], ["✗", "✓", "✓"]]
