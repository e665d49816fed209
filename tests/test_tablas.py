"""Las tablas que las lecciones muestran ya calculadas dicen lo que su experimento vuelve a dar."""

import numpy as np
import pytest

import experiments as tables
from course_lib.experiments import Results

# Otro procesador suma en otro orden y la red termina en otro lugar: medido, menos de 2 puntos
TOLERANCE = 3.0


@pytest.fixture(scope="module")
def l2() -> Results:
    return Results.load(tables.DATA / "01_l2.npz")


def test_una_celda_de_la_tabla_de_l2_se_vuelve_a_medir(l2):
    point = {"l2": 0.015, "learning_rate": 0.02}
    again = tables.l2_digits(**point, seed=l2.seeds[0])
    for name, value in again.items():
        assert abs(value - l2.values(name, **point)[0]) < TOLERANCE, name


def test_la_tabla_de_l2_trae_todas_las_tasas_y_semillas_que_la_leccion_anuncia(l2):
    assert l2.grid == {"l2": tables.L2_LAMBDAS, "learning_rate": tables.L2_RATES}
    assert l2.seeds == list(tables.L2_SEEDS)
    assert l2.seconds > 0
    assert all(np.isfinite(values).all() for values in l2.metrics.values())


@pytest.mark.parametrize(
    ("lam", "train", "test"),
    [(0, 0.0, 18.6), (0.0005, 0.1, 17.3), (0.005, 7.2, 15.2), (0.015, 23.8, 13.05)],
)
def test_la_tabla_de_l2_reproduce_las_cifras_de_referencia(l2, lam, train, test):
    point = {"l2": lam, "learning_rate": 0.02}
    assert abs(l2.mean("train", **point) - train) < 4
    assert abs(l2.mean("test", **point) - test) < 2.5


def test_cada_lambda_gana_su_lugar_en_la_curva_con_su_mejor_tasa(l2):
    best = l2.mean("validation").min(axis=1)
    assert best.argmin() in (3, 4)
    assert min(best[0], best[-1]) > best.min() + 3


def again(name: str, measured: dict, point: dict) -> None:
    """Compara una corrida nueva con la de la primera semilla de la tabla."""
    table = Results.load(tables.DATA / f"{name}.npz")
    for metric, value in measured.items():
        stored = table.values(metric, **point)[0]
        assert np.abs(value - stored).max() < TOLERANCE, metric


@pytest.mark.parametrize("name", tables.DROPOUT_GRIDS)
def test_una_celda_de_cada_tabla_de_dropout_se_vuelve_a_medir(name):
    grid = tables.DROPOUT_GRIDS[name]
    point = {key: values[-1] for key, values in grid.items()} | {"learning_rate": 0.01}
    again(name, tables.dropout_digits(**point, seed=tables.DROPOUT_SEEDS[0]), point)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("02_ejemplos", {"examples": 250, "shift": 2, "learning_rate": 0.05}),
        ("02_chica", {"examples": 3500, "shift": 2, "units": "4", "learning_rate": 0.01}),
        ("02_epocas", {"examples": 3500, "shift": 2, "epochs": 10, "learning_rate": 0.05}),
    ],
)
def test_una_celda_de_cada_tabla_de_aumento_se_vuelve_a_medir(name, point):
    again(name, tables.sized_digits(**point, seed=tables.SIZES_SEEDS[0]), point)


def test_una_celda_del_cruce_se_vuelve_a_medir():
    point = {"study": "desplazar", "learning_rate": 0.05}
    again("02_cruce", tables.crossed_digits(**point, seed=tables.SIZES_SEEDS[0]), point)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("05_tanh", {"start": "Glorot", "depth": 3, "learning_rate": 0.1}),
        ("05_sigmoid", {"start": "Glorot", "depth": 10, "learning_rate": 0.3}),
        ("06_profundidad", {"start": "He", "depth": 5, "learning_rate": 0.03}),
        ("06_profundidad", {"start": "LeCun", "depth": 30, "learning_rate": 0.01}),
    ],
)
def test_una_celda_de_cada_tabla_de_profundidad_se_vuelve_a_medir(name, point):
    (activation,) = tables.DEPTH_GRIDS[name]["activation"]
    point = point | {"activation": activation}
    measured = tables.deep_digits(**point, seed=tables.DEPTH_SEEDS[0])
    again(name, {metric: measured[metric] for metric in ("validation", "test")}, point)


@pytest.mark.parametrize("recipe", ["He + L2", "BN + dropout + aumento"])
def test_una_celda_de_la_escalera_se_vuelve_a_medir(recipe):
    point = {"recipe": recipe, "learning_rate": 2**-8}
    measured = tables.ladder_digits(**point, seed=tables.LADDER_SEEDS[0])
    again("09_escalera", {name: measured[name] for name in ("train", "validation", "test")}, point)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("09_lambda", {"recipe": "BN + L2", "l2": 0.015, "learning_rate": 2**-8}),
        ("09_bordes", {"recipe": "He", "learning_rate": 2**-12}),
        (
            "09_lugar",
            {"recipe": "BN + dropout + aumento", "dropout": "0-0-0-0.25", "learning_rate": 2**-6},
        ),
    ],
)
def test_una_celda_de_las_otras_tablas_de_la_escalera_se_vuelve_a_medir(name, point):
    measured = tables.ladder_digits(**point, seed=tables.LADDER_SEEDS[0])
    again(name, {metric: measured[metric] for metric in ("train", "validation", "test")}, point)


def test_la_final_usa_la_tasa_que_eligio_la_validacion():
    point = {"recipe": "He", "stop": "a tiempo"}
    measured = tables.ladder_final(**point, seed=tables.FINAL_SEEDS[0])
    again("09_semillas", {name: measured[name] for name in ("learning_rate", "test")}, point)


def test_la_escalera_usa_el_lambda_de_menor_error_de_validacion():
    table = Results.load(tables.DATA / "09_lambda.npz")
    for base, chosen in tables.LADDER_LAMBDAS.items():
        score = table.tuned("validation", recipe=f"{base} + L2", open_ends=True).mean(axis=-1)
        assert table.grid["l2"][score.argmin()] == chosen


@pytest.mark.parametrize(
    ("scale", "optimizer", "rate"),
    [
        ("0 a 1", "SGD", 0.1),
        ("estándar", "Adam", 0.001),
        ("0 a 255", "SGD", 1.0),
        ("píxel, ±5", "SGD", 0.1),
    ],
)
def test_una_celda_de_la_tabla_de_pixeles_se_vuelve_a_medir(scale, optimizer, rate):
    point = {"scale": scale, "optimizer": optimizer, "learning_rate": rate}
    again("07_pixeles", tables.scaled_digits(**point, seed=tables.SCALED_SEEDS[0]), point)


@pytest.mark.parametrize(
    ("scale", "optimizer", "rate"),
    [("crudo", "SGD", 1e-6), ("min-max", "Adam", 0.1), ("estándar", "SGD", 1e-4)],
)
def test_una_celda_de_la_tabla_de_diabetes_se_vuelve_a_medir(scale, optimizer, rate):
    point = {"scale": scale, "optimizer": optimizer, "learning_rate": rate}
    again("07_diabetes", tables.scaled_diabetes(**point, seed=tables.SCALED_SEEDS[0]), point)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("08_mapa", {"norm": "no", "stddev": 0.1, "learning_rate": 0.1}),
        ("08_mapa", {"norm": "antes", "stddev": 0.01, "learning_rate": 0.1}),
        ("08_ajustada", {"noise": 0.0, "epochs": 25, "norm": "antes", "learning_rate": 0.3}),
        ("08_lotes", {"norm": "antes", "batch": 8, "learning_rate": 0.03}),
        ("08_lugar", {"activation": "sigmoid", "norm": "después", "learning_rate": 0.3}),
    ],
)
def test_una_celda_de_cada_tabla_de_normalizacion_se_vuelve_a_medir(name, point):
    fixed = {key: value for key, (value, *others) in tables.NORM_GRIDS[name].items() if not others}
    again(name, tables.normalized_digits(**fixed | point, seed=tables.NORM_SEEDS[0]), fixed | point)


def test_el_ruido_y_los_pixeles_crudos_se_vuelven_a_medir():
    measured = tables.drifting_digits("ruido", seed=tables.NORM_SEEDS[0])
    again("08_historia", {"validation": measured["validation"]}, {"norm": "ruido"})
    point = {"first": "BN", "learning_rate": 0.1}
    again("08_crudos", tables.raw_digits(**point, seed=tables.NORM_SEEDS[0]), point)


@pytest.mark.parametrize(
    ("name", "grid"),
    [
        *(
            (name, grid | {"learning_rate": tables.DROPOUT_LEARNING_RATES})
            for name, grid in tables.DROPOUT_GRIDS.items()
        ),
        *tables.SIZES_GRIDS.items(),
        ("02_cruce", tables.CROSSED_GRID),
        *tables.DEPTH_GRIDS.items(),
        *tables.SCALED_GRIDS.items(),
        *tables.NORM_GRIDS.items(),
        ("08_historia", tables.STORY_GRID),
        ("08_crudos", tables.RAW_GRID),
        ("09_escalera", tables.LADDER_GRID),
        ("09_segundos", tables.SECONDS_GRID),
        ("09_lambda", tables.LAMBDA_GRID),
        ("09_bordes", tables.EDGES_GRID),
        ("09_lugar", tables.PLACE_GRID),
        ("09_largo", tables.LONG_GRID),
        ("09_semillas", tables.FINAL_GRID),
    ],
)
def test_las_tablas_traen_todo_lo_que_las_lecciones_anuncian(name, grid):
    table = Results.load(tables.DATA / f"{name}.npz")
    assert table.grid == grid
    five = tables.DEPTH_GRIDS.keys() | tables.SCALED_GRIDS.keys()
    count = 8 if name == "09_semillas" else 5 if name in five else 3
    assert len(table.seeds) == count
    assert table.seconds > 0
    assert all(np.isfinite(values).all() for values in table.metrics.values())
