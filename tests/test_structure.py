"""La casa: red ← laboratorio ← lecciones, sin círculos y con archivos que se leen de una vez."""

import pytest

import structure

GRAPH = structure.arrows()


def test_ningun_modulo_se_importa_en_redondo():
    assert structure.circles(GRAPH) == []


def test_las_flechas_van_de_las_lecciones_al_laboratorio_y_de_ahi_a_la_red():
    assert structure.forbidden(GRAPH) == []


def test_ningun_archivo_pasa_de_su_alarma():
    assert structure.too_long() == []


def test_las_alarmas_subidas_todavia_hacen_falta():
    for path, lines in structure.LONGER.items():
        length = len((structure.ROOT / path).read_text(encoding="utf-8").splitlines())
        assert structure.MACHINERY < length <= lines, path


def test_el_calificador_no_nombra_ninguna_leccion():
    for name, path in structure.modules().items():
        if structure.wing(name) == structure.GRADING:
            assert "lesson_" not in path.read_text(encoding="utf-8"), name


@pytest.fixture
def house(tmp_path):
    """Una casa de prueba: archivo → su contenido."""

    def build(**files):
        for name, text in files.items():
            path = tmp_path / "course_lib" / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        structure.modules.cache_clear()
        return structure.arrows(tmp_path)

    yield build
    structure.modules.cache_clear()


def test_se_ven_tambien_las_flechas_de_adentro_de_una_funcion(house):
    graph = house(
        models="from course_lib import layers\nimport course_lib.checks",
        layers="def f():\n    from course_lib.lab.viz import draw",
        checks="import math",
        lab__viz="from course_lib import checks as c",
    )
    assert graph["course_lib.models"] == {"course_lib.layers", "course_lib.checks"}
    assert graph["course_lib.layers"] == {"course_lib.lab.viz"}
    assert structure.forbidden(graph) == ["course_lib.layers → course_lib.lab.viz"]


def test_un_circulo_se_nombra_entero_aunque_pase_por_una_funcion_o_solo_por_los_tipos(house):
    graph = house(
        a="from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from course_lib import b",
        b="def f():\n    import course_lib.c",
        c="from course_lib.a import thing",
        d="from course_lib import a",
    )
    assert structure.circles(graph) == [["course_lib.a", "course_lib.b", "course_lib.c"]]


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("lab__viz", "grading.check"),
        ("lab__viz", "lessons.claims"),
        ("grading__check", "lab.viz"),
        ("grading__check", "lessons.claims"),
        ("models", "lab.viz"),
        ("lessons__lesson_03__figures", "lessons.lesson_04.figures"),
        ("grading__check", "cli"),
    ],
)
def test_cada_flecha_contra_la_regla_se_ve(house, place, target):
    blank = dict.fromkeys(
        ("lab__viz", "grading__check", "lessons__claims", "lessons__lesson_03__figures"), ""
    )
    others = {"lessons__lesson_04__figures": "", "models": "", "cli": ""}
    assert structure.forbidden(house(**blank | others)) == []
    graph = house(**{place: f"import course_lib.{target}"})
    (arrow,) = structure.forbidden(graph)
    assert arrow == f"course_lib.{place.replace('__', '.')} → course_lib.{target}"


def test_un_archivo_largo_se_ve(house, tmp_path):
    house(models="x = 1\n" * 381, lab__viz="x = 1\n" * 351, checks="x = 1\n" * 350)
    assert structure.too_long(tmp_path) == [
        "course_lib/lab/viz.py: 351 líneas, y su alarma es 350",
        "course_lib/models.py: 381 líneas, y su alarma es 380",
    ]
    house(lessons__lesson_03__figures="x = 1\n" * 600)
    assert len(structure.too_long(tmp_path)) == 2
