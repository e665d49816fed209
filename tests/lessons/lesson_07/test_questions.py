"""Los números que el ejercicio 07 da por medidos se vuelven a medir."""

import re
from pathlib import Path

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import datasets
from course_lib.lab.scalers import StandardScaler

SOURCE = Path(__file__).parents[3] / "solutions" / "src" / "07_escalado_de_entradas.py"


def measured(name):
    (values,) = re.findall(rf"^{name} = \[(.+)\]$", SOURCE.read_text(encoding="utf-8"), re.M)
    return [float(value) for value in values.split(",")]


def typical(error):
    return np.sqrt(np.mean(error**2))


def errors(seed):
    """El error guardado, al azar y por edad de cada tamaño de grupo, como los describe la 7.6."""
    people, spending = datasets.make_people(1000, np.random.default_rng(seed))
    x, y, x_new, y_new = people[:500], spending[:500], people[500:], spending[500:]
    saved = StandardScaler().fit(x)
    model = lib.Sequential(
        [lib.Input(shape=(2,)), lib.layers.Dense(16, "relu"), lib.layers.Dense(1)], seed=seed
    )
    model.compile(optimizer=lib.optimizers.SGD(0.003), loss="mse")
    model.fit(saved.transform(x), y[:, None], batch_size=50, epochs=200, verbose=0)

    def apart(order, size):
        groups = np.split(order, 500 // size)
        return typical(
            np.concatenate([
                model(StandardScaler().fit_transform(x_new[g]))[:, 0] - y_new[g] for g in groups
            ])
        )

    known = typical(model(saved.transform(x_new))[:, 0] - y_new)
    orders = np.arange(500), np.argsort(x_new[:, 0], kind="stable")
    sizes = map(int, measured("group_size"))
    return [[known, *(apart(order, size) for order in orders)] for size in sizes]


def test_la_tabla_de_la_pregunta_7_6_se_repite():
    table = np.mean([errors(seed) for seed in range(5)], axis=0).T
    # Son las mismas cinco semillas de la tabla: solo cambia el redondeo de cada procesador
    for row, name in zip(table, ("group_saved", "group_random", "group_by_age"), strict=True):
        assert row == pytest.approx(measured(name), abs=0.3)


def test_la_tabla_y_la_figura_dicen_lo_mismo():
    text = SOURCE.read_text(encoding="utf-8")
    for label, name in (
        ("personas por grupo", "group_size"),
        ("guardada", "group_saved"),
        ("aparte, al azar", "group_random"),
        ("aparte, por edad", "group_by_age"),
    ):
        (row,) = re.findall(rf"^# \| {label} \| (.+) \|$", text, re.M)
        assert [float(v.replace(",", ".")) for v in row.split("|")] == measured(name)


def test_las_lecturas_de_la_7_6_salen_de_la_tabla():
    excess = np.array(measured("group_random")) - measured("group_saved")
    assert measured("group_size")[np.argmax(excess < 1)] == 100
    assert 3.5 < measured("group_by_age")[4] / measured("group_random")[4] < 4
    group = StandardScaler().fit_transform([[30], [80]])
    assert group[1, 0] == 1


def test_el_sintoma_de_la_7_3_es_el_que_se_cuenta():
    _, spending = datasets.make_people(600, np.random.default_rng(7))
    assert spending[300:].mean() == pytest.approx(86, abs=0.5)
