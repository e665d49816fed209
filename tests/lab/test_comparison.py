"""Comparar es parear por semilla: sin diferencia casi nunca hay ganador, y con ella sí."""

import numpy as np
import pytest

from course_lib.lab.comparison import Comparison, compare_runs, student
from course_lib.lab.experiments import Results


def verdict(x, y, **options):
    x, y = np.asarray(x, float), np.asarray(y, float)
    return compare_runs(x, y, metric="test", a="a", b="b", **options).verdict


@pytest.mark.parametrize(
    ("seeds", "errors"), [(2, 63.66), (3, 9.925), (5, 4.604), (8, 3.499), (20, 2.861)]
)
def test_cuantos_errores_hacen_falta_al_uno_por_ciento(seeds, errors):
    assert student(0.01, seeds - 1) == pytest.approx(errors, abs=0.005)


@pytest.mark.parametrize("level", [0.5, 0.05, 0.01, 1e-4])
def test_el_cuantil_es_el_de_scipy(level):
    stats = pytest.importorskip("scipy.stats")
    for df in (1, 2, 3, 4, 7, 19, 50, 501):
        assert student(level, df) == pytest.approx(stats.t.ppf(1 - level / 2, df), rel=1e-9)


@pytest.mark.parametrize("seeds", [5, 8])
def test_sin_diferencia_casi_nunca_hay_ganador(seeds):
    rng = np.random.default_rng(0)
    common = rng.normal(10, 5, (1000, 1, seeds))  # lo que aporta la semilla a los dos
    pairs = common + rng.normal(0, 1, (1000, 2, seeds))
    verdicts = [verdict(x, y) for x, y in pairs]
    assert verdicts.count("gana") <= 10
    assert verdicts.count("pierde") <= 10
    assert verdicts.count("no se distinguen") >= 980


def test_con_errores_que_se_cuentan_tampoco():
    rng = np.random.default_rng(0)
    pairs = rng.binomial(500, 0.01, (1000, 2, 5)) / 5  # coinciden a menudo
    assert sum(verdict(x, y) == "gana" for x, y in pairs) <= 10


def test_una_diferencia_de_verdad_se_distingue_aunque_las_semillas_varien_mas():
    rng = np.random.default_rng(0)
    common = rng.normal(10, 5, 5)
    x, y = common + rng.normal(0, 0.1, 5), common + 1 + rng.normal(0, 0.1, 5)
    assert verdict(x, y) == "gana"
    assert verdict(y, x) == "pierde"
    assert verdict(x, y, higher_is_better=True) == "pierde"


def test_el_nivel_decide_cuanto_se_exige():
    x, y = [0, 0, 0, 0, 0], [1, 2, 3, 2, 2]  # 6,3 errores estándar
    assert verdict(x, y) == "gana"
    assert verdict(x, y, level=0.001) == "no se distinguen"


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ([3] * 5, [3] * 5, "no se distinguen"),
        ([0.3] * 8, [0.1 + 0.2] * 8, "no se distinguen"),  # solo redondeo
        ([2] * 5, [3] * 5, "gana"),  # ningún brazo varía: no hay azar que confundir
        ([90] * 5, [0] * 5, "pierde"),
        ([1, 2, 3, 4, 5], [2, 3, 4, 5, 6], "no se distinguen"),  # un paso, y siempre el mismo
        ([1, 2, 3, 4, 5], [4, 5, 6, 7, 8], "gana"),  # tres pasos: 6,7 errores
        ([4, 5, 6, 7, 8], [1, 2, 3, 4, 5], "pierde"),
    ],
)
def test_si_la_diferencia_no_varia_decide_el_paso_con_que_se_mide(x, y, expected):
    assert verdict(x, y) == expected


@pytest.mark.parametrize(
    ("x", "options", "message"),
    [
        ([1], {}, "Con una semilla no hay error"),
        ([1, np.nan], {}, "tiene NaN o infinitos en «a» o en «b»"),
        ([1, 2], {"level": 0}, "`level` es una probabilidad"),
        ([1, 2], {"level": 1}, "`level` es una probabilidad"),
    ],
)
def test_lo_que_no_se_puede_comparar_se_explica(x, options, message):
    with pytest.raises(ValueError, match=message):
        verdict(x, np.zeros(len(x)), **options)


def table(seeds=range(5), **metrics):
    """Dos tasas de dropout, tres de aprendizaje (la del medio es la mejor) y un solo ancho."""
    seeds, zeros = list(seeds), np.zeros((2, 1, 3, len(seeds)))
    rate, noise = np.array([3.0, 0]).reshape(2, 1, 1, 1), 0.1 * np.sin(np.arange(zeros.size))
    error = zeros + rate + np.array([5, 0, 5.0])[:, None] + noise.reshape(zeros.shape)
    curve = np.stack([error - 4 * (rate > 0), error], axis=-1)
    metrics = {"validation": error, "test": error, "validation curve": curve, "test curve": curve}
    grid = {"rate": [0, 0.5], "units": ["64"], "learning_rate": [0.1, 0.2, 0.4]}
    return Results(grid, seeds, metrics, 1.0)


def test_cada_brazo_compite_con_su_mejor_tasa_y_la_frase_lo_dice():
    comparison = table().compare("test", {"rate": 0.5}, {"rate": 0})
    assert isinstance(comparison, Comparison)
    assert comparison.verdict == "gana"
    assert comparison.difference == pytest.approx(-3, abs=0.1)
    assert repr(comparison).startswith("prueba: «tasa de dropout = 0,5» gana a")
    assert "(5 semillas; al 1 % hacen falta 4,6 errores)" in repr(comparison)
    back = table().compare("test", {"rate": 0}, {"rate": 0.5})
    assert "«tasa de dropout = 0» pierde con «tasa de dropout = 0,5»" in repr(back)
    tie = table().compare("test", {"rate": 0}, {"rate": 0})
    assert "«tasa de dropout = 0» y «tasa de dropout = 0» no se distinguen" in repr(tie)


def test_detenerse_a_tiempo_puede_dar_vuelta_el_veredicto():
    assert table().compare("test", {"rate": 0.5}, {"rate": 0}, at="best").verdict == "pierde"


def test_tambien_se_comparan_dos_puntos_fijos_y_dos_tablas():
    fast, slow = {"rate": 0, "learning_rate": 0.4}, {"rate": 0, "learning_rate": 0.2}
    assert table().compare("test", slow, fast).verdict == "gana"
    assert table().compare("test", slow, {"rate": 0.5}, other=table()).verdict == "pierde"
    with pytest.raises(ValueError, match="Se parea por semilla"):
        table().compare("test", slow, fast, other=table(seeds=range(5, 10)))


def test_comparar_lo_que_no_es_un_brazo_se_explica():
    with pytest.raises(ValueError, match=r"`b` debe fijar un solo brazo\. Le falta: rate"):
        table().compare("test", {"rate": 0}, {})
    with pytest.raises(ValueError, match="'test curve' tiene una curva"):
        table().compare("test curve", {"rate": 0}, {"rate": 0.5})
    with pytest.raises(KeyError, match=r"rate no tomó el valor 0\.7"):
        table().compare("test", {"rate": 0}, {"rate": 0.7})


def test_no_se_compara_lo_elegido_en_un_extremo_abierto():
    grid = {"rate": [0, 0.5], "learning_rate": [0.1, 0.2]}
    score = np.arange(20.0).reshape(2, 2, 5)
    results = Results(grid, list(range(5)), {"validation": score, "test": score}, 1.0)
    with pytest.raises(ValueError, match=r"elige 0\.1; falta 0\.05"):
        results.compare("test", {"rate": 0}, {"rate": 0.5})
    allowed = results.compare("test", {"rate": 0}, {"rate": 0.5}, open_ends=True)
    assert allowed.difference == -10
