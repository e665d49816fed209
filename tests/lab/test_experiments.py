"""Experimentos repetidos: la grilla completa, en orden, en paralelo y en un clúster."""

import threading

import joblib
import numpy as np
import pytest

from course_lib.lab import experiments
from course_lib.lab.experiments import Results


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
    assert lines[0].split() == ["rate", "width", "error"]
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
    assert results.values("dask").all()
    assert results.values("error").tolist() == [[4, 5], [4.5, 5.5]]


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
    np.testing.assert_array_equal(table.tuned("test"), [test[0, 1], test[1, 0]])
    np.testing.assert_array_equal(table.tuned("curve"), [curve[0, 1], curve[1, 0]])
    np.testing.assert_array_equal(table.tuned("test", rate=0.5), test[1, 0])
    chosen = table.tuned("test", over="rate", by="test", learning_rate=0.2)
    np.testing.assert_array_equal(chosen, test[0, 1])


def test_tuned_rechaza_una_busqueda_que_no_existe_o_que_ya_se_fijo():
    table = Results({"learning_rate": [0.1, 0.2]}, [0], {"validation": np.ones((2, 1))}, 1.0)
    with pytest.raises(KeyError, match="La grilla no tiene 'rate'"):
        table.tuned("validation", over="rate")
    with pytest.raises(ValueError, match="no se fija a la vez"):
        table.tuned("validation", learning_rate=0.1)
