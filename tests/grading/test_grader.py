"""`curso calificar`: nada se pierde, dos a la vez no se pisan y el curso entero sale igual."""

import contextlib
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import joblib
import pytest
from boxes import fake_docker
from classroom import BLANK, ROOT, grade_folder, needs_box, notebook

from course_lib.cli import main
from course_lib.grading import grader, launch
from course_lib.grading.grader import only_one
from course_lib.grading.plan import GradingError, Plan
from course_lib.grading.private import save
from course_lib.grading.question import NotAcceptedError, load

pytestmark = pytest.mark.calificador
SLOW = """
def choose_l2(x_train, y_train, x_val, y_val, grid):
    import time

    time.sleep(0.4)
    return {}
"""


@pytest.fixture
def classroom(tmp_path):
    """Cuatro entregas: una perfecta, una en blanco, una lenta y equivocada, y una dañada."""
    folder = tmp_path / "curso"
    folder.mkdir()
    (folder / "ana.ipynb").write_text(notebook(), encoding="utf-8")
    (folder / "beto.ipynb").write_text(notebook(SLOW), encoding="utf-8")
    (folder / "carla.ipynb").write_text(notebook(base=BLANK), encoding="utf-8")
    (folder / "daniel.ipynb").write_text("{", encoding="utf-8")
    return folder


def order(*words):
    return [
        sys.executable,
        "-c",
        "import sys; from course_lib.cli import main; sys.exit(main())",
    ] + [str(word) for word in words]


def files(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".en_uso", ".marca")
    }


def written_at(out):
    return {path: path.stat().st_mtime_ns for path in (out / "resultados").glob("*.json")}


def wait(condition, seconds=60):
    limit = time.monotonic() + seconds
    while not condition() and time.monotonic() < limit:
        time.sleep(0.01)


def grade(classroom, out, *words):
    return main([
        "calificar",
        "01",
        str(classroom),
        "--semilla",
        "8371",
        "--salida",
        str(out),
        *words,
    ])


def rows(out):
    with (out / "resumen.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["estudiante"]: row for row in csv.DictReader(file, delimiter=";")}


@needs_box
def test_un_curso_se_califica_y_se_exporta_con_las_ordenes(classroom, tmp_path, capsys):
    out = tmp_path / "notas"
    assert grade(classroom, out) == 0
    assert "3 de 4 entregas calificadas" in capsys.readouterr().out
    assert {name: (row["puntos"], row["nota"]) for name, row in rows(out).items()} == {
        "daniel": ("", ""),
        "ana": ("10", "7,0"),
        "beto": ("8", "5,5"),
        "carla": ("0", "1,0"),
    }
    assert main(["exportar", str(out), "--formato", "csv"]) == 0
    assert (out / "csv.csv").read_text("utf-8-sig").splitlines()[1:] == [
        '"daniel";"";"";""',
        '"ana";"";"10";"7,0"',
        '"beto";"";"8";"5,5"',
        '"carla";"";"0";"1,0"',
    ]


@needs_box
def test_json_resume_sin_barra_ni_prosa(classroom, tmp_path, capsys):
    assert grade(classroom, tmp_path / "notas", "--json") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["ilegibles"] == ["daniel"]
    assert shown.err == ""


@needs_box
def test_repetir_no_vuelve_a_calificar_y_deja_lo_mismo(classroom, tmp_path, monkeypatch):
    grade(classroom, tmp_path / "notas", "--procesos", "1")
    before = files(tmp_path / "notas")
    monkeypatch.setattr(grader, "grade", lambda *a: pytest.fail("calificó de nuevo"))
    grade(classroom, tmp_path / "notas", "--procesos", "1")
    assert files(tmp_path / "notas") == before


@needs_box
def test_cambiar_la_entrega_o_la_semilla_vuelve_a_calificar(classroom, tmp_path):
    out = tmp_path / "notas"
    grade(classroom, out)
    first = {name: json.loads(data)["key"] for name, data in files(out / "resultados").items()}
    shutil.copy(classroom / "ana.ipynb", classroom / "carla.ipynb")
    grade(classroom, out)
    second = {name: json.loads(data)["key"] for name, data in files(out / "resultados").items()}
    assert [name for name in first if first[name] != second[name]] == [
        name for name in first if name.name.startswith("carla")
    ]
    assert rows(out)["carla"]["nota"] == "7,0"


@needs_box
def test_los_procesos_no_cambian_el_resultado(classroom, tmp_path):
    for jobs in (1, 2):
        grade(classroom, tmp_path / f"notas{jobs}", "--procesos", str(jobs))
    assert files(tmp_path / "notas1") == files(tmp_path / "notas2")


@needs_box
def test_interrumpida_diez_veces_termina_con_los_mismos_archivos(classroom, tmp_path):
    quiet, broken = tmp_path / "tranquila", tmp_path / "interrumpida"
    grade(classroom, quiet)
    chance = random.Random(0)
    command = order(*(
        "calificar",
        "01",
        classroom,
        "--semilla",
        8371,
        "--salida",
        broken,
        "--procesos",
        2,
    ))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    kept = {}
    for turn in range(10):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if turn in (2, 6):  # con la máquina ocupada, las demás pueden morir antes de empezar
            wait(
                lambda process=process, kept=kept: (
                    process.poll() is not None or len(written_at(broken)) > len(kept)
                )
            )
        else:
            time.sleep(chance.uniform(0.3, 3.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = written_at(broken) | kept  # lo que ya estaba conserva su hora: no se repitió
        assert kept == written_at(broken)
    time.sleep(1)  # quienes calificaban se enteran de que quedaron solos
    assert grade(classroom, broken) == 0
    assert written_at(broken) | kept == written_at(broken)
    assert kept
    assert files(broken) == files(quiet)


def marked(mark):
    """Los procesos vivos que heredaron la marca en su ambiente."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (path / "environ").read_bytes() and (path / "stat").read_text():
                found.append(path.name)
    return found


@needs_box
def test_si_matan_al_calificador_no_queda_ningun_proceso(classroom, tmp_path):
    out = tmp_path / "notas"
    mark = f"CURSO_DE_PRUEBA={tmp_path}".encode()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CURSO_DE_PRUEBA": str(tmp_path)}
    words = ("calificar", "01", classroom, "--semilla", 1, "--salida", out, "--procesos", 2)
    for wanted in (2, 4):  # recién nacidos los que califican, y ya calificando
        process = subprocess.Popen(
            order(*words), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait(lambda wanted=wanted: len(marked(mark)) >= wanted)
        process.kill()
        process.wait()
        wait(lambda: not marked(mark), 20)
        assert marked(mark) == []


@needs_box
def test_un_resultado_danado_se_vuelve_a_calificar(classroom, tmp_path):
    out = tmp_path / "notas"
    grade(classroom, out)
    before = files(out)
    victim = next((out / "resultados").glob("ana*"))
    for broken in (victim.read_bytes()[:50], b"null", b"[]"):
        victim.write_bytes(broken)
        assert grade(classroom, out, "--procesos", "1") == 0
        assert files(out) == before
    (out / "notas.json").write_text("[null]")
    assert main(["exportar", str(out), "--formato", "csv"]) == 1


def test_dos_ordenes_a_la_vez_no_escriben_en_la_misma_carpeta(classroom, tmp_path, capsys):
    out = tmp_path / "notas"
    with only_one(out):
        assert grade(classroom, out) == 1
    assert "Otra orden está escribiendo" in capsys.readouterr().err
    assert not (out / "resultados").exists()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="monta un disco chico")
def test_un_disco_lleno_no_dana_lo_guardado(tmp_path):
    disk = tmp_path / "disco"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "curso", str(disk)], check=True)
    try:
        save(disk / "a.json", "antes")
        with pytest.raises(GradingError, match="No queda espacio"):
            save(disk / "a.json", "x" * 100_000)
        assert (disk / "a.json").read_text() == "antes"
        assert [path.name for path in disk.iterdir()] == ["a.json"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_una_carpeta_donde_no_se_puede_escribir_se_explica(classroom, tmp_path, capsys):
    (tmp_path / "archivo").write_text("")
    assert grade(classroom, tmp_path / "archivo" / "notas") == 1
    assert "No puedo crear la carpeta" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["calificar", "01", "no_existe", "--semilla", "1"], "no_existe"),
        (["calificar", "99", ".", "--semilla", "1"], "No hay"),
        (["calificar", "01", ".", "--semilla", "1", "--ocultas", "x.py"], "x.py"),
        (["exportar", "no_existe", "--formato", "csv"], "curso calificar"),
        (["exportar", "no_existe", "--formato", "moodle"], "curso calificar"),
        (["generar", "77"], "No encuentro la fuente"),
    ],
)
def test_un_error_de_uso_se_explica(words, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert message in capsys.readouterr().err


@needs_box
def test_sin_semilla_se_sortea_una_larga_y_se_vuelve_a_usar(classroom, tmp_path, monkeypatch):
    out = tmp_path / "notas"
    words = ["calificar", "01", str(classroom), "--salida", str(out), "--procesos", "1"]
    assert main(words) == 0
    before, seed = files(out), grader.seed_of(out)
    assert seed > 10**9
    (out / "notas.json").unlink()  # como si se hubiera cortado antes del final
    monkeypatch.setattr(grader, "grade", lambda *a: pytest.fail("calificó de nuevo"))
    assert main(words) == 0
    assert files(out) == before
    assert grader.seed_of(tmp_path / "otra") != grader.seed_of(tmp_path / "otra")


HIDDEN = """
from course_lib.grading.question import question
from course_lib.grading.compare import assert_close


@question('{}', points=5, hint='x', section='y')
def {}(student, rng):
    '''Otra prueba.'''
    assert_close(student.by_hand()['penalty'], 0.5)
"""


@needs_box
def test_las_preguntas_ocultas_se_suman(classroom, tmp_path):
    hidden = tmp_path / "ocultas.py"
    hidden.write_text(HIDDEN.format("1.7", "oculta"))
    assert grade(classroom, tmp_path / "notas", "--ocultas", str(hidden)) == 0
    assert "1.7" not in load()
    assert rows(tmp_path / "notas")["ana"]["1.7"] == "5"


def test_una_pregunta_oculta_no_reemplaza_a_otra():
    same_name = load()["1.1"].body.__qualname__
    with pytest.raises(GradingError, match=r"el número 1\.1 ya existe: usa otro"):
        Plan("01", 1, hidden=HIDDEN.format("1.1", same_name)).questions()


def test_las_preguntas_van_en_orden_de_numero():
    names = [one.id for one in Plan("01", 1, hidden=HIDDEN.format("1.10", "x")).questions()]
    assert names.index("1.10") > names.index("1.2")


def test_un_plan_con_otros_plazos_es_otro():
    plans = [
        Plan("01", 1),
        Plan("01", 1, call=1),
        Plan("01", 1, budget=1),
        Plan("01", 1, hidden="x = 1"),
    ]
    assert len({plan.digest() for plan in plans}) == 4


def test_cambiar_una_pregunta_en_la_sala_de_su_leccion_vuelve_a_calificar(monkeypatch):
    plan = Plan("01", seed=1)
    before = plan.digest()
    room = ROOT / "course_lib" / "lessons" / "lesson_01" / "questions"
    assert {question.folder for question in plan.questions()} == {room}
    read = Path.read_bytes
    changed = room / "q3.py"
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path == changed))
    assert plan.digest() != before


def test_un_error_del_calificador_no_detiene_a_las_demas(classroom, tmp_path, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(grader, "grade", fail)
    results = grade_folder(classroom, tmp_path / "notas")
    assert results["ana"]["state"] == "ilegible"
    assert "error interno al calificar (ZeroDivisionError)" in results["ana"]["notes"][0]
    assert results["ana"]["key"] == ""  # al repetir la orden se vuelve a intentar


@needs_box
def test_si_la_solucion_publicada_no_se_lee_hay_notas_igual(classroom, tmp_path, monkeypatch):
    def fail(*_):
        raise NotAcceptedError("no")

    monkeypatch.setattr(grader, "marks", fail)
    assert grade(classroom, tmp_path / "notas") == 0


def test_cada_ejercicio_tiene_su_carpeta_y_se_revisa_antes(
    classroom, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(grader, "grade_class", lambda *a, **k: pytest.fail("calificó"))
    (tmp_path / "notas" / "01").mkdir(parents=True)
    (tmp_path / "notas" / "01" / "ajustes.csv").write_text("a;b\n1;2\n")
    assert main(["calificar", "1", str(classroom), "--semilla", "1", "--confiar"]) == 1
    assert "línea 2" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc").exists(), reason="usa un Linux")
def test_sin_caja_lo_dicen_los_informes(classroom, tmp_path, capsys):
    assert grade(classroom, tmp_path / "notas", "--caja", "ninguna") == 0
    assert "Sin aislamiento" in capsys.readouterr().out
    assert rows(tmp_path / "notas")["ana"]["nota"] == "7,0"
    pages = (tmp_path / "notas" / "informes").glob("*.html")
    assert all("sin aislamiento" in page.read_text("utf-8") for page in pages)


def test_si_la_caja_no_se_abre_no_hay_notas(classroom, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert grade(classroom, tmp_path / "notas", "--procesos", "1") == 1
    assert "curso doctor" in capsys.readouterr().err
    assert not (tmp_path / "notas" / "resumen.csv").exists()


@needs_box
def test_un_cluster_de_dask_da_los_mismos_archivos(classroom, tmp_path):
    distributed = pytest.importorskip("distributed")
    expected = grade_folder(classroom, tmp_path / "aqui")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config("dask"),
    ):
        results = grade_folder(classroom, tmp_path / "cluster", jobs=-1)
    assert results == expected
    assert files(tmp_path / "aqui") == files(tmp_path / "cluster")


@needs_box
def test_doctor_revisa_la_caja(capsys):
    assert main(["doctor"]) == 0
    assert "✓ Caja bwrap" in capsys.readouterr().out


def test_doctor_dice_como_arreglar_lo_que_falta(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["doctor"]) == 1
    assert "apt install bubblewrap" in capsys.readouterr().out


@pytest.mark.parametrize("code", [0, 1])
def test_doctor_pregunta_a_docker_por_la_imagen_y_prueba_su_caja(
    capsys, monkeypatch, tmp_path, code
):
    (tmp_path / "docker").write_text(f"#!/bin/sh\nexit {code}\n")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "✗ Caja docker" in said
    assert ("le falta la imagen" in said) is bool(code)
    assert ("no se abre" in said) is not bool(code)


def test_doctor_acepta_a_docker_si_su_caja_responde(capsys, monkeypatch, tmp_path):
    fake_docker(monkeypatch, tmp_path)
    assert main(["doctor"]) == 0
    assert "✓ Caja docker" in capsys.readouterr().out


@needs_box
def test_doctor_dice_lo_que_a_la_caja_le_falta(capsys, monkeypatch):
    monkeypatch.setattr(launch, "weaknesses", lambda kind: [f"sin algo en {kind}"])
    assert main(["doctor"]) == 0
    assert "se abre y responde, sin algo en bwrap" in capsys.readouterr().out


@needs_box
def test_doctor_dice_por_que_no_se_abre_y_no_culpa_a_otro(capsys, monkeypatch):
    def old():
        raise launch.BoxError("bubblewrap es muy antigua")

    monkeypatch.setattr(launch, "bubblewrap", old)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "bubblewrap es muy antigua" in said
    assert "AppArmor" not in said


def test_un_zip_de_moodle_se_califica_y_vuelve_a_moodle(classroom, tmp_path):
    if shutil.which("bwrap") is None:
        pytest.skip("falta bubblewrap")
    with zipfile.ZipFile(tmp_path / "descarga.zip", "w") as archive:
        archive.write(classroom / "ana.ipynb", "Ana Pérez_4512_assignsubmission_file/tarea.ipynb")
        archive.write(classroom / "daniel.ipynb", "Beto Ñuñoa_4513_assignsubmission_file/x.ipynb")
    out = tmp_path / "notas"
    assert grade(tmp_path / "descarga.zip", out) == 0
    sheet = Path(__file__).parent / "planillas" / "moodle.csv"
    assert main(["exportar", str(out), "--formato", "moodle", "--plantilla", str(sheet)]) == 0
    lines = (out / "moodle.csv").read_text("utf-8-sig").splitlines()
    assert ',10,"10,00"' in lines[1]
    assert ',,"10,00"' in lines[2]


def test_generar_verifica_sin_que_nadie_le_muestre_la_carpeta_de_herramientas(tmp_path):
    order = (
        "import sys; from course_lib.cli import main; sys.exit(main(['generar', '--verificar']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", order], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "al día" in done.stdout
