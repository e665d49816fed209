"""Los números que el ejercicio 02 da por medidos se vuelven a medir."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest

import course_lib as lib
from course_lib.grading.check import Student
from course_lib.grading.question import load
from course_lib.lab import datasets

SOURCE = Path(__file__).parents[3] / "solutions" / "src" / "02_aumento_de_datos.py"


def measured(name):
    (values,) = re.findall(rf"^{name} = \[(.+)\]$", SOURCE.read_text(encoding="utf-8"), re.M)
    return [float(value) for value in values.split(",")]


def shifted(pixels, seed):
    return lib.layers.RandomTranslation(pixels / 28, pixels / 28, "constant", seed=seed)


def errors(pixels, seed):
    """Los tres errores, en %, del experimento que describe la pregunta 2.6."""
    rng = np.random.default_rng(seed)
    images, digits = datasets.load_mnist()
    order = rng.permutation(len(images))[:1500]
    x, y = images[order][..., None].astype(np.float32) / 255, digits[order]
    move, four = shifted(pixels, seed), shifted(4, seed + 100)
    hidden = [lib.layers.Dense(128, "relu", kernel_initializer="he_normal") for _ in range(2)]
    model = lib.Sequential(
        [
            lib.Input(shape=(28, 28, 1)),
            move,
            lib.layers.Flatten(),
            *hidden,
            lib.layers.Dense(10),
        ],
        seed=seed,
    )
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x[:500], y[:500], batch_size=50, epochs=100, verbose=0)
    parts = (move(x[:500]), y[:500]), (x[500:], y[500:]), (four(x[500:]), y[500:])
    return [100 * (1 - model.evaluate(*part, verbose=0)[1]) for part in parts]


@pytest.mark.parametrize("pixels", [0, 2, 4, 12])
def test_la_tabla_de_la_pregunta_2_6_se_repite(pixels):
    column = measured("table_m").index(pixels)
    found = errors(pixels, seed=0)
    # La desviación estándar entre semillas llega a 1,9 puntos en estas columnas
    for name, value in zip(("table_train", "table_plain", "table_moved"), found, strict=True):
        assert value == pytest.approx(measured(name)[column], abs=4), name


def test_la_tabla_y_la_figura_dicen_lo_mismo():
    text = SOURCE.read_text(encoding="utf-8")
    for label, name in (
        ("m (píxeles)", "table_m"),
        ("entrenamiento (%)", "table_train"),
        ("validación, tal cual (%)", "table_plain"),
        ("validación, corridos (%)", "table_moved"),
    ):
        (row,) = re.findall(rf"^# \| {re.escape(label)} \| (.+) \|$", text, re.M)
        assert [float(v.replace(",", ".")) for v in row.split("|")] == measured(name)


def test_el_borrador_de_la_pregunta_2_3_tiene_el_error_que_promete(tmp_path):
    (draft,) = re.findall(
        r"^def draft\(.+?\n(?=\n\n)", SOURCE.read_text(encoding="utf-8"), re.M | re.S
    )
    path = tmp_path / "draft.py"
    path.write_text(f"import numpy as np\n\n\n{draft}", encoding="utf-8")
    student = Student({"brighten": runpy.run_path(str(path))["draft"]})
    for seed in range(5):
        verdict = load()["2.3"].evaluate(student, seed)
        assert verdict.state == "incorrecta"
        assert "da la vuelta" in verdict.hint
