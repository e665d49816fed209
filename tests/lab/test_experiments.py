"""Experimentos repetidos y búsquedas: completos, en paralelo, en un clúster y reanudables."""

import importlib
import json
import threading
from collections import Counter
from dataclasses import replace
from functools import partial

import joblib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.lab import experiments
from course_lib.lab.experiments import Results
from course_lib.lab.protocol import protocol_problems


def experiment(seed, rate, width=1):
    """Una medida conocida de antemano: así se ve que cada número cae en su lugar."""
    return {"error": 100 * rate + 10 * width + seed, "curve": np.arange(3) + seed}


GRID = {"rate": [0.0, 0.5], "width": [1, 2, 3]}


@pytest.fixture
def results():
    return experiments.run(experiment, GRID, seeds=[4, 5], n_jobs=1)


def test_cada_medida_cae_en_su_punto_y_su_semilla(results):
    assert results.values("error").shape == (2, 3, 2)
    assert results.values("curve").shape == (2, 3, 2, 3)
    assert results.values("error", rate=0.5, width=3).tolist() == [84, 85]
    assert results.values("error", width=2).tolist() == [[24, 25], [74, 75]]
    assert results.mean("error", rate=0.0).tolist() == [14.5, 24.5, 34.5]
    assert results.std("error", rate=0.0, width=1) == pytest.approx(np.sqrt(0.5))
    assert results.mean("curve", rate=0.0, width=1).tolist() == [4.5, 5.5, 6.5]


def test_la_tabla_da_media_y_dispersion_de_cada_punto(results):
    lines = results.table("error").splitlines()
    assert lines[0].split() == ["tasa", "de", "dropout", "ancho", "error"]
    assert lines[-1].split() == ["0,5", "3", "84,5", "±", "0,7"]
    assert len(lines) == 1 + 6
    assert results.table() == results.table("error")


def test_con_una_semilla_la_tabla_no_inventa_dispersion():
    table = experiments.run(experiment, {"rate": [0.5]}, seeds=[1], n_jobs=1).table()
    assert table.splitlines()[-1].split() == ["0,5", "61"]


def test_los_resultados_se_muestran_como_tabla(results):
    assert repr(results) == results.table()


def test_en_paralelo_da_lo_mismo_que_en_serie(results):
    parallel = experiments.run(experiment, GRID, seeds=[4, 5], n_jobs=2)
    np.testing.assert_array_equal(parallel.values("error"), results.values("error"))


def on_dask(seed, rate):
    return {"dask": "Dask" in threading.current_thread().name, "error": rate + seed}


def test_corre_sin_cambios_en_un_cluster_de_dask():
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster),
        joblib.parallel_config("dask"),
    ):
        results = experiments.run(on_dask, {"rate": [0.0, 0.5]}, seeds=[4, 5])
        grown = experiments.search(
            on_dask, {}, over="rate", start=[0.1, 0.2], by="error", seeds=[4, 5], most=1
        )
    assert results.values("dask").all()
    assert results.values("error").tolist() == [[4, 5], [4.5, 5.5]]
    assert grown.values("dask").all()
    assert grown.grid == {"rate": [0.05, 0.1, 0.2, 0.4]}  # el extremo empata: crece igual


def threads(seed):
    from threadpoolctl import threadpool_info

    np.ones((50, 50)) @ np.ones((50, 50))
    return {"threads": max(library["num_threads"] for library in threadpool_info())}


def test_los_procesos_se_reparten_los_nucleos_sin_pelear_por_ellos(monkeypatch):
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    results = experiments.run(threads, {}, seeds=range(2), n_jobs=2)
    assert results.values("threads").max() <= max(1, joblib.cpu_count() // 2)


def test_no_escribe_nada_fuera_de_una_terminal(capfd):
    experiments.run(experiment, {"rate": [0.0]}, seeds=[1, 2], n_jobs=2)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("workers", "jobs"), [("1", -1), ("2", 1)])
def test_con_varias_pruebas_a_la_vez_usa_un_solo_proceso(monkeypatch, workers, jobs):
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", workers)
    assert experiments._jobs() == jobs


def test_lo_guardado_se_lee_igual(results, tmp_path):
    results.save(tmp_path / "tabla.npz")
    loaded = Results.load(tmp_path / "tabla.npz")
    assert loaded.grid == results.grid
    assert loaded.seeds == results.seeds
    assert loaded.seconds == round(results.seconds, 1)
    np.testing.assert_array_equal(loaded.values("curve"), results.values("curve"))
    assert [file.name for file in tmp_path.iterdir()] == ["tabla.npz"]


def test_un_archivo_danado_se_explica(tmp_path):
    path = tmp_path / "tabla.npz"
    path.write_bytes(b"PK no es un npz")
    with pytest.raises(ValueError, match="está dañado"):
        Results.load(path)


def test_una_falla_al_guardar_no_deja_restos(results, tmp_path, monkeypatch):
    monkeypatch.setattr(experiments.np, "savez_compressed", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        results.save(tmp_path / "tabla.npz")
    assert list(tmp_path.iterdir()) == []


def broken(seed, rate):
    if seed == 1:
        raise ZeroDivisionError("división por cero")
    return {"error": 0.0}


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_una_falla_dice_con_que_valores_ocurrio(n_jobs):
    with pytest.raises(RuntimeError, match=r"rate=0\.5, seed=1.*división por cero"):
        experiments.run(broken, {"rate": [0.5]}, seeds=[0, 1], n_jobs=n_jobs)


@pytest.mark.parametrize(
    "unstable", [lambda seed: {f"m{seed}": 1.0}, lambda seed: {"m": np.zeros(seed + 1)}]
)
def test_medidas_que_cambian_de_una_corrida_a_otra_se_rechazan(unstable):
    with pytest.raises(ValueError, match="las mismas medidas"):
        experiments.run(unstable, {}, seeds=[0, 1], n_jobs=1)


@pytest.mark.parametrize(
    ("returned", "message"), [(0.5, "un diccionario"), ({"error": "alto"}, "números")]
)
def test_un_experimento_devuelve_medidas_con_nombre_y_numero(returned, message):
    with pytest.raises(TypeError, match=message):
        experiments.run(lambda seed: returned, {}, seeds=[0], n_jobs=1)


@pytest.mark.parametrize(
    ("grid", "seeds", "message"),
    [
        ({"rate": []}, [1], "no hay nada que correr"),
        ({"rate": [1]}, [], "no hay nada que correr"),
        ({"rate": [1]}, 5, r"como range\(5\)"),
        ({"rate": [1]}, [1, 1], "repite semillas"),
        ({"rate": [1]}, [-1], "`seeds` debe ser un entero"),
        ({"seed": [1]}, [1], "las semillas se entregan en `seeds`"),
    ],
)
def test_una_grilla_o_unas_semillas_imposibles_se_rechazan(grid, seeds, message):
    with pytest.raises((TypeError, ValueError), match=message):
        experiments.run(experiment, grid, seeds, n_jobs=1)


def test_una_grilla_de_numpy_se_guarda_y_una_de_objetos_no(tmp_path):
    path = tmp_path / "tabla.npz"
    experiments.run(experiment, {"rate": np.array([0, 0.5])}, seeds=[1], n_jobs=1).save(path)
    assert Results.load(path).grid == {"rate": [0.0, 0.5]}
    objects = experiments.run(lambda seed, f: {"m": f(seed)}, {"f": [abs]}, [1], n_jobs=1)
    with pytest.raises(TypeError, match="grillas de números y textos"):
        objects.save(path)


@pytest.mark.parametrize(
    ("metric", "point", "message"),
    [
        ("eror", {}, "¿Quisiste decir 'error'"),
        ("error", {"ratio": 1}, "¿Quisiste decir 'rate'"),
        ("error", {"rate": 0.7}, r"Tomó: \[0\.0, 0\.5\]"),
    ],
)
def test_pedir_lo_que_no_se_midio_se_explica(results, metric, point, message):
    with pytest.raises(KeyError, match=message):
        results.values(metric, **point)


def test_tuned_elige_en_cada_punto_con_la_validacion_y_no_con_la_prueba():
    validation = np.array([[[30.0, 28.0], [10.0, 12.0]], [[8.0, 6.0], [20.0, 1.0]]])
    test = np.arange(8.0).reshape(2, 2, 2)
    curve = np.stack([test, 10 * test], axis=-1)
    grid = {"rate": [0, 0.5], "learning_rate": [0.1, 0.2]}
    table = Results(grid, [0, 1], {"validation": validation, "test": test, "curve": curve}, 1.0)
    tuned = partial(table.tuned, open_ends=True)
    np.testing.assert_array_equal(tuned("test"), [test[0, 1], test[1, 0]])
    np.testing.assert_array_equal(tuned("curve"), [curve[0, 1], curve[1, 0]])
    np.testing.assert_array_equal(tuned("test", rate=0.5), test[1, 0])
    chosen = tuned("test", over="rate", by="test", learning_rate=0.2)
    np.testing.assert_array_equal(chosen, test[0, 1])


def test_tuned_rechaza_una_busqueda_que_no_existe_o_que_ya_se_fijo():
    table = Results({"learning_rate": [0.1, 0.2]}, [0], {"validation": np.ones((2, 1))}, 1.0)
    with pytest.raises(KeyError, match="La grilla no tiene 'rate'"):
        table.tuned("validation", over="rate")
    with pytest.raises(ValueError, match="no se fija a la vez"):
        table.tuned("validation", learning_rate=0.1)


START = [0.01, 0.0316, 0.1]


class Valley:
    """Un valle por brazo, con su óptimo conocido; cuenta sus corridas y se puede interrumpir.

    `stop` es la corrida en que alguien lo interrumpe; más allá de `cliff`, el error es `beyond`.
    """

    def __init__(self, optima, *, cliff=np.inf, beyond=np.nan, stop=None):
        self.optima, self.cliff, self.beyond, self.stop = optima, cliff, beyond, stop
        self.calls = Counter()

    def __call__(self, arm, learning_rate, seed):
        if self.calls.total() == self.stop:
            raise KeyboardInterrupt
        self.calls[arm, learning_rate, seed] += 1
        error = 5 + 10 * np.log10(learning_rate / self.optima[arm]) ** 2 + 0.1 * seed
        error = self.beyond if learning_rate > self.cliff else min(error, 90.0)
        return {"validation": error, "test": error + 1}


def look(experiment, arms=("única",), **options):
    options = {"start": START, "seeds": range(2), "chance": 90, "n_jobs": 1} | options
    return experiments.search(experiment, {"arm": list(arms)}, **options)


@given(st.floats(-7, 4))
def test_la_busqueda_encuentra_el_optimo_donde_este(place):
    valley = Valley({"única": 10**place})
    (choice,) = look(valley, most=12).choices()
    assert abs(np.log10(choice.value) - place) < 0.13  # medio paso refinado, y el redondeo
    assert choice.closed
    assert choice.learns
    assert valley.calls.most_common(1)[0][1] == 1  # nada se corre dos veces


@given(st.lists(st.floats(-4, 1), min_size=2, max_size=4))
def test_cada_brazo_encuentra_el_suyo_en_una_grilla_que_comparten(places):
    optima = {f"brazo {i}": 10**place for i, place in enumerate(places)}
    results = look(Valley(optima), optima, most=12)
    values = np.array(results.grid["learning_rate"])
    assert results.values("test").shape == (len(optima), len(values), 2)
    assert (np.diff(values) > 0).all()
    assert (values[1:] / values[:-1]).max() < 3.2
    for choice, place in zip(results.choices(), places, strict=True):
        assert abs(np.log10(choice.value) - place) < 0.13
        assert choice.closed
    assert (results.tuned("test").mean(axis=1) < 6.3).all()
    assert protocol_problems(results)[3:] == []  # además de las semillas y las curvas


@given(st.floats(-5, 2), st.sampled_from([np.nan, np.inf, 90.0]))
def test_divergir_cierra_el_extremo_y_nunca_gana(place, beyond):
    valley = Valley({"única": 10 ** (place + 2)}, cliff=10**place, beyond=beyond)
    results = look(valley, most=12)
    (choice,) = results.choices()
    values = results.grid["learning_rate"]
    after = values[values.index(choice.value) + 1]
    assert choice.value <= 10**place < after < 1.9 * choice.value
    assert results.diverges(learning_rate=after).all()
    assert np.isfinite(results.tuned("test")).all()


def fall(seed, learning_rate, rate=0):
    return {"validation": -np.log(learning_rate), "test": 1.0}


@pytest.mark.parametrize("most", [0, 3])
def test_lo_que_nunca_deja_de_mejorar_queda_abierto_y_no_se_elige(most):
    results = experiments.search(fall, {"rate": [0.5]}, start=START, seeds=[0], most=most, n_jobs=1)
    largest, missing = {0: (0.1, 0.316), 3: (3.16, 10.0)}[most]
    (choice,) = results.choices()
    assert (choice.value, choice.missing, choice.closed) == (largest, [missing], False)
    message = rf"rate=0\.5 \(última época\) elige {largest}; falta {missing}\n.*`search`"
    with pytest.raises(ValueError, match=message):
        results.tuned("test")
    assert results.tuned("test", open_ends=True).tolist() == [[1.0]]
    assert "(abierto)" in results.summary()


@pytest.mark.parametrize("score", [np.nan, 90.0])
def test_si_nada_aprende_con_ningun_valor_los_dos_lados_quedan_abiertos(score):
    runs = np.full((3, 5), score)
    table = Results({"learning_rate": [1, 3.16, 10]}, list(range(5)), {"validation": runs}, 1, 90)
    (choice,) = table.choices()
    assert (choice.learns, choice.closed) == (False, False)
    assert choice.missing == [0.316, 31.6]
    with pytest.raises(
        ValueError, match=r"no aprende con ningún valor probado; falta 0\.316, 31\.6"
    ):
        table.tuned("validation")


def test_si_la_busqueda_se_cansa_antes_de_que_alguien_aprenda_no_se_elige():
    results = look(Valley({"única": 1e-8}), most=2)
    (choice,) = results.choices()
    assert not choice.learns
    with pytest.raises(ValueError, match="no aprende con ningún valor probado; falta"):
        results.tuned("test")


def test_quien_gana_a_un_brazo_que_no_aprendio_lo_dice():
    results = look(Valley({"viva": 0.03, "muerta": 1e30}), ["viva", "muerta"])
    said = repr(results.compare("test", {"arm": "viva"}, {"arm": "muerta"}))
    assert "gana a «arm = muerta (no aprende con ningún valor probado)»" in said


def noisy_slope(seed, learning_rate):
    """Mejora medio punto por década, con un punto de ruido."""
    draw = np.random.default_rng([seed, int(1e9 * learning_rate)])
    return {"validation": 30 - 0.5 * np.log10(learning_rate) + draw.normal()}


def test_el_ruido_no_hace_pasar_por_elegido_un_valor_que_empata_con_el_extremo():
    flagged = 0
    for first in range(0, 100, 5):
        seeds = range(first, first + 5)
        results = experiments.search(
            noisy_slope, {}, start=[0.01, 0.0316, 0.1], seeds=seeds, most=3, n_jobs=1
        )
        (choice,) = results.choices()
        ends = {results.grid["learning_rate"][0], results.grid["learning_rate"][-1]}
        tied = bool(ends & {choice.value, *choice.ties})
        assert bool(choice.missing or choice.doubtful) == tied
        said = " ".join(protocol_problems(results))
        assert ("extremo" in said) == tied
        flagged += tied
    assert flagged > 10


def test_lo_que_no_aprende_en_ninguna_parte_se_dice_y_no_se_busca_para_siempre():
    experiment = Valley({"viva": 0.03, "muerta": 1e30})
    results = look(experiment, ["viva", "muerta"])
    alive, dead = results.choices()
    assert (alive.learns, dead.learns, dead.closed) == (True, False, True)
    assert results.tuned("validation").mean(axis=1)[1] == 90
    assert "no aprende" in results.summary().splitlines()[2]
    values = results.grid["learning_rate"]  # hasta donde la viva tampoco aprende
    assert results.diverges(arm="viva")[[0, -1]].all()
    assert values[0] < 0.03 / 500
    assert values[-1] > 0.03 * 500
    assert not results.diverges(arm="viva")[1:-1].any()


def early(seed, learning_rate):
    """Con una tasa grande se aprende luego y después se olvida."""
    distance = np.log10(learning_rate) ** 2
    late = 6 + 10 * (np.log10(learning_rate) + 4) ** 2
    curve = np.array([60.0, 4 + 10 * distance + seed, 70 if learning_rate > 1e-3 else late])
    return {
        "validation": curve[-1],
        "test": curve[-1] + 1,
        "validation curve": curve,
        "test curve": curve + np.arange(1, 4),
    }


def test_la_busqueda_cierra_la_ultima_epoca_y_la_de_quien_se_detiene_a_tiempo():
    results = experiments.search(early, {}, start=START, seeds=range(2), n_jobs=1)
    (last,), (best,) = (results.choices(at=at) for at in results.stops())
    assert (last.value, last.closed) == (1e-4, True)
    assert (best.value, best.closed) == (1.0, True)
    assert results.tuned("test").tolist() == [7, 7]
    assert results.tuned("test", at="best").tolist() == [6, 7]
    heading, row = results.summary().splitlines()[:2]
    assert heading.split() == ["última", "época", "prueba", "a", "tiempo", "prueba"]
    assert row.split() == ["0,0001", "7", "1", "6,5", "±", "0,7"]
    del results.metrics["test curve"]  # lo que no se guardó no se muestra
    assert results.summary().splitlines()[0].split() == ["última", "época", "prueba"]


def test_una_epoca_con_nan_no_es_la_mejor():
    curves = {"validation curve": np.array([[[np.nan, 3, 5]]]), "test curve": np.arange(3.0)}
    curves["test curve"] = curves["test curve"].reshape(1, 1, 3)
    table = Results({"rate": [0]}, [0], curves, 1.0)
    assert table.measured("test", at="best").tolist() == [[1]]


def test_empatan_los_que_estan_a_un_error_estandar_del_mejor():
    score = np.array([[9, 9, 9], [5, 6, 7], [6.5, 6.5, 6.5], [6.6, 6.6, 6.6], [5, 5, 95]])
    table = Results({"learning_rate": [0.1, 0.2, 0.4, 0.8, 1]}, [0, 1, 2], {"test": score}, 1.0)
    (choice,) = table.choices(by="test")
    assert choice.value == 0.2
    assert choice.error == pytest.approx(1 / np.sqrt(3))
    assert choice.ties == [0.4]
    assert "0,2 ≈ 0,4" in table.summary(by="test")


@pytest.mark.parametrize(
    ("values", "best", "missing"),
    [
        ([0.1, 0.2, 0.4], 0, [0.05]),
        ([0.1, 0.2, 0.4], 2, [0.8]),
        ([0.4, 0.2, 0.1], 0, [0.8]),
        ([0.1, 0.2, 0.4], 1, []),
        ([0.001, 0.1], 1, [0.316]),
        ([0.1], 0, [0.0316, 0.316]),
        ([0, 0.1, 0.2], 0, []),
        ([0, 0.1], 1, [0.316]),
        (["He", "BN"], 1, []),
        ([False, True], 1, []),
    ],
)
def test_un_extremo_es_el_de_una_escala_y_cero_no_tiene_nada_mas_alla(values, best, missing):
    score = np.ones((len(values), 2))
    score[best] = 0
    (choice,) = Results({"x": values}, [0, 1], {"m": score}, 1.0).choices(by="m", over="x")
    assert (choice.value, choice.missing) == (values[best], missing)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"start": [0.1]}, ValueError, "al menos dos valores"),
        ({"start": [0.1, 0.01]}, ValueError, "de menor a mayor"),
        ({"start": [0.01, 0.05]}, ValueError, r"3,16 veces.*Recibido: \[0\.01, 0\.05\]"),
        ({"start": [0.1, 0.101]}, ValueError, "de 1,1 a"),
        ({"start": [0, 0.1]}, ValueError, "`start` debe ser mayor que 0"),
        ({"over": "arm"}, ValueError, "sus valores van en `start`"),
        ({"most": -1}, ValueError, "`most` debe ser un entero"),
        ({"chance": 0}, ValueError, "`chance` debe ser mayor que 0"),
        ({"seeds": []}, ValueError, "no hay nada que correr"),
    ],
)
def test_una_busqueda_imposible_se_rechaza_antes_de_correr(options, error, message):
    valley = Valley({"única": 1})
    with pytest.raises(error, match=message):
        look(valley, **options)
    assert not valley.calls


def test_una_medida_que_el_experimento_no_da_se_nota_en_la_primera_corrida():
    valley = Valley({"única": 1})
    with pytest.raises(KeyError, match=r"no devuelve 'valid'.*¿Quisiste decir 'validation'"):
        look(valley, by="valid")
    assert valley.calls.total() == 1


def unmeasured(seed, learning_rate):
    return {"test": 0.0}


def test_en_paralelo_tambien_se_nota_y_no_avisa_nada_mas():
    with pytest.raises(KeyError, match="no devuelve 'validation'"):
        experiments.search(unmeasured, {}, start=START, seeds=range(50), n_jobs=2)


def test_una_medida_que_aparece_al_crecer_la_grilla_se_rechaza():
    def changing(seed, learning_rate):
        extra = {"extra": 0.0} if learning_rate > 0.1 else {}
        return {"validation": 1 / learning_rate, **extra}

    with pytest.raises(ValueError, match=r"al probar learning_rate = \[0\.316\] devolvió otras"):
        experiments.search(changing, {}, start=START, seeds=[0], n_jobs=1)


def same(a, b):
    assert (a.grid, a.seeds, a.chance, a.metrics.keys()) == (
        b.grid,
        b.seeds,
        b.chance,
        b.metrics.keys(),
    )
    for name in a.metrics:
        np.testing.assert_array_equal(a.metrics[name], b.metrics[name])
        assert a.metrics[name].dtype == b.metrics[name].dtype


@pytest.mark.parametrize("stop", [0, 1, 5, 11, 30])
def test_una_busqueda_interrumpida_sigue_donde_quedo_y_nada_se_repite(tmp_path, stop):
    optima = {"a": 1e-4, "b": 1.0}
    whole = Valley(optima, cliff=3)
    expected = look(whole, optima)
    first = Valley(optima, cliff=3, stop=stop)
    with pytest.raises(KeyboardInterrupt):
        look(first, optima, resume=tmp_path / "resume")
    second = Valley(optima, cliff=3)
    same(look(second, optima, resume=tmp_path / "resume"), expected)
    assert first.calls.total() == stop
    assert first.calls + second.calls == whole.calls
    idle = Valley(optima, cliff=3, stop=0)
    same(look(idle, optima, resume=tmp_path / "resume"), expected)


def test_una_tabla_interrumpida_tambien_sigue_y_recuerda_cuanto_iba(results, tmp_path):
    again = [experiments.run(experiment, GRID, [4, 5], 1, resume=tmp_path) for _ in range(2)]
    for table in again:
        same(table, results)
    (one, *_) = tmp_path.glob("*.npz")
    stored = Results.load(one)
    replace(stored, seconds=3600.0).save(one)
    assert experiments.run(experiment, GRID, [4, 5], 1, resume=tmp_path).seconds > 3600


def other_experiment(seed, rate, width=1):
    return {"error": 0.0}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"experiment": other_experiment}, "cambió el experimento"),
        ({"experiment": partial(experiment, width=2)}, "cambió su código"),
        ({"grid": {"rate": [0.0, 0.6], "width": [1, 2, 3]}}, "cambió la grilla"),
        ({"seeds": [4, 6]}, "cambió las semillas"),
    ],
)
def test_la_carpeta_de_otra_busqueda_se_rechaza(tmp_path, change, message):
    call = {"experiment": experiment, "grid": GRID, "seeds": [4, 5], "resume": tmp_path}
    experiments.run(**call, n_jobs=1)
    with pytest.raises(ValueError, match=f"guarda otra cosa: {message}"):
        experiments.run(**call | change, n_jobs=1)


def test_cambiar_una_constante_vecina_o_lo_que_una_funcion_encierra_es_otro_experimento(
    tmp_path, monkeypatch
):
    def neighbour(value):
        name = f"vecino_{value}"
        source = f"ROUNDS = {value}\n\n\ndef study(seed):\n    return {{'m': ROUNDS}}\n"
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        return importlib.import_module(name).study

    def enclosed(value):
        def study(seed):
            return {"m": value}

        return study

    monkeypatch.syspath_prepend(tmp_path)
    for case, make in (("a", neighbour), ("b", enclosed)):
        experiments.run(make(1), {}, [0], 1, resume=tmp_path / case)
        with pytest.raises(ValueError, match="guarda otra cosa: cambió su código"):
            experiments.run(make(9), {}, [0], 1, resume=tmp_path / case)


def test_una_carpeta_ajena_un_archivo_o_lo_danado_se_rechazan(tmp_path):
    def resume(folder):
        return experiments.run(experiment, {"rate": [0.0]}, [1], 1, resume=folder)

    (tmp_path / "notas.txt").write_text("mis notas")
    with pytest.raises(ValueError, match="no es de una búsqueda interrumpida"):
        resume(tmp_path)
    with pytest.raises(ValueError, match="`resume` es una carpeta"):
        resume(tmp_path / "notas.txt")
    folder = tmp_path / "buena"
    resume(folder)
    (one,) = folder.glob("*.npz")
    one.write_bytes(one.read_bytes()[:40])
    with pytest.raises(ValueError, match=r"dañado .*Bórralo, y solo esa corrida se repetirá"):
        resume(folder)
    (folder / "experimento.json").write_text("[]")
    with pytest.raises(ValueError, match=r"se dañó su experimento\.json"):
        resume(folder)


def test_para_seguir_despues_hacen_falta_parametros_con_nombre(tmp_path):
    with pytest.raises(TypeError, match="grillas de números y textos"):
        experiments.run(lambda seed, f: {"m": 0}, {"f": [abs]}, [1], n_jobs=1, resume=tmp_path)


def test_una_busqueda_en_paralelo_da_lo_mismo_y_tambien_se_guarda(tmp_path):
    options = {"start": START, "seeds": range(2)}
    serial = experiments.search(early, {}, **options, n_jobs=1)
    same(experiments.search(early, {}, **options, n_jobs=2, resume=tmp_path), serial)
    size = len(serial.grid["learning_rate"]) * 2
    assert len(list(tmp_path.glob("*.npz"))) == size


def test_lo_buscado_se_guarda_con_lo_que_cerro_sus_extremos(tmp_path):
    path = tmp_path / "tabla.npz"
    results = look(Valley({"viva": 0.03, "muerta": 1e30}, cliff=1), ["viva", "muerta"])
    results.save(path)
    same(Results.load(path), results)
    assert Results.load(path).choices()[1].closed


def test_una_tabla_de_la_primera_edicion_se_lee_y_no_tiene_nada_cerrado(tmp_path):
    about = {"grid": {"learning_rate": [0.02, 0.05]}, "seeds": [0, 1], "seconds": 1.0}
    error = np.array([[3.0, 3.0], [2.0, 2.0]])
    np.savez(tmp_path / "vieja.npz", about=json.dumps(about), validation=error, test=error + 1)
    table = Results.load(tmp_path / "vieja.npz")
    assert table.chance is None
    with pytest.raises(ValueError, match=r"\(última época\) elige 0\.05; falta 0\.125"):
        table.tuned("test")
    assert table.tuned("test", open_ends=True).tolist() == [3, 3]


def test_estimate_anuncia_lo_que_va_a_demorar(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(experiments.time, "perf_counter", lambda: clock[0])

    def nap(seed, rate, learning_rate=0):
        clock[0] += 0.01 if rate == 0 else 0.03  # el último punto es más caro que el primero
        return {"m": 0.0}

    grid = {"rate": range(10)}
    assert experiments.estimate(nap, grid, range(5), n_jobs=1) == pytest.approx(50 * 0.02)
    assert experiments.estimate(nap, grid, range(5), n_jobs=2) == pytest.approx(25 * 0.02)
    search = experiments.estimate(nap, grid, range(5), n_jobs=1, start=[0.1, 0.2])
    assert search == pytest.approx(500 * 0.02)  # diez valores: dos de partida y ocho más


def test_elegir_por_una_curva_se_explica():
    table = Results({"learning_rate": [0.1]}, [0], {"validation": np.ones((1, 1, 3))}, 1.0)
    with pytest.raises(ValueError, match="un número por corrida"):
        table.choices()
    with pytest.raises(ValueError, match="`at` desconocid"):
        table.choices(at="bets")
    with pytest.raises(KeyError, match="No se midió 'validation curve'"):
        table.choices(at="best")
