"""El guion que mide la velocidad funciona y dice lo que midió. Aquí nada falla por tardar."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "tools" / "benchmarks.py"
RIVALS = ["Keras", "PyTorch", "scikit-learn", "productos"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Una corrida corta en un proceso propio: fija hilos que no deben quedar en este."""
    path = tmp_path_factory.mktemp("medicion") / "medido.json"
    done = subprocess.run(
        [sys.executable, SCRIPT, "--rapido", "--json", path],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout, json.loads(path.read_text("utf-8"))


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="falta bubblewrap")
def test_mide_cuanto_tarda_calificar(tmp_path):
    path = tmp_path / "medido.json"
    command = [sys.executable, SCRIPT, "calificar", "--rapido", "--json", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    rows = json.loads(path.read_text("utf-8"))["calificar"]
    assert [row["entregas"] for row in rows] == [2, 4]
    assert all(row["segundos"] > 0 and row["mib"] > 0 for row in rows)
    assert "Cada entrega más" in done.stdout


def test_mide_la_red_sola_con_dropout_y_con_normalizacion(run):
    _, report = run
    measured = [(row["red"], row["lote"], row["variante"]) for row in report["redes"]]
    variants = ("simple", "dropout 0,5", "normalización por lotes")
    assert measured == [("784-16-10", 32, variant) for variant in variants]


def test_las_razones_salen_de_los_tiempos_guardados(run):
    _, report = run
    for row in report["redes"]:
        assert list(row["razones"]) == RIVALS
        times = row["segundos_por_epoca"]
        for rival in set(times) - {"course_lib"}:
            (ours,), (theirs,) = times["course_lib"], times[rival]
            assert row["razones"][rival] == pytest.approx(ours / theirs)
        assert {name for name, ratio in row["razones"].items() if ratio is None} == set(
            RIVALS
        ) - set(times)


def test_scikit_learn_solo_se_compara_con_la_red_que_sabe_entrenar(run):
    _, report = run
    for row in report["redes"]:
        assert (row["razones"]["scikit-learn"] is None) == (row["variante"] != "simple")


def test_cada_capa_de_aumento_se_compara_con_la_de_keras(run):
    _, report = run
    layers = [row["capa"] for row in report["imagenes"]]
    assert len(set(layers)) == len(layers) == 8
    for row in report["imagenes"]:
        (ours,), (theirs,) = row["segundos"]["course_lib"], row["segundos"]["Keras"]
        assert row["razon"] == pytest.approx(ours / theirs)


def test_la_importacion_se_compara_con_la_de_numpy(run):
    _, report = run
    seconds = report["importar"]["segundos"]
    assert set(seconds) == {"numpy", "course_lib"}
    assert all(len(times) == 1 and times[0] > 0 for times in seconds.values())
    (ours,), (numpy,) = seconds["course_lib"], seconds["numpy"]
    assert report["importar"]["razon"] == pytest.approx(ours / numpy)


def test_escribe_una_tabla_con_coma_decimal_y_dice_con_cuantos_hilos(run):
    text, report = run
    lines = text.splitlines()
    assert "hilos 2" in lines[0]
    table = [line for line in lines if line.startswith("|")]
    split = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    images = next(i for i, cells in enumerate(split) if cells[0] == "capa")
    assert [cells[0] for cells in split[images + 2 :]] == [
        row["capa"] for row in report["imagenes"]
    ]
    header, _, *rows = split[:images]
    assert header == ["red", "lote", "variante", "ms por paso", *(f"/ {r}" for r in RIVALS)]
    assert len(rows) == len(report["redes"])
    for cells, row in zip(rows, report["redes"], strict=True):
        numbers = [row["ms_por_paso"], *row["razones"].values()]
        assert cells == [
            row["red"],
            str(row["lote"]),
            row["variante"],
            *("–" if n is None else f"{n:.2f}".replace(".", ",") for n in numbers),
        ]
    assert "import course_lib:" in lines[-1]
