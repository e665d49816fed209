"""El constructor de cuadernos: reproducible y claro al fallar."""

import os
import sys
from importlib import metadata

import pytest
from small_course import LESSON, check, contents, edit, find, load, new_course, write

import notebooks
from notebook_builder import execution
from notebook_builder.assemble import HAND_IN, METADATA, digest, generate
from notebook_builder.course import Course
from notebook_builder.execution import THREADS, WIDGET
from notebook_builder.navigation import navigation


def test_construir_dos_veces_da_los_mismos_bytes(built, course):
    before = contents(built)
    for path in course.glob("*/*.ipynb"):
        path.unlink()
    assert notebooks.main(["build"], course) == 0
    assert contents(course) == before


def test_de_las_fuentes_salen_leccion_ejercicio_y_solucion(built):
    assert {str(path.relative_to(built)) for path in built.glob("*/*.ipynb")} == {
        "notebooks/00_prueba.ipynb",
        "exercises/00_prueba_ejercicio.ipynb",
        "solutions/00_prueba_solucion.ipynb",
    }


def test_los_metadatos_son_minimos(built):
    notebook = load(built, "notebooks/00_prueba.ipynb")
    assert notebook.metadata == METADATA
    assert {key for cell in notebook.cells for key in cell.metadata} == {"tags"}


def test_lo_ejecutado_se_numera_desde_uno(built):
    codes = [c for c in load(built, "notebooks/00_prueba.ipynb").cells if c.cell_type == "code"]
    assert [cell.execution_count for cell in codes] == [1, 2, 3, 4]


def test_un_texto_que_llega_en_trozos_queda_en_uno(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), 'print("uno"')
    assert cell.outputs[0].text == "uno\ndos\n"


def test_la_vista_de_un_widget_se_conserva_con_un_nombre_fijo(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), "widgets.VBox")
    view = cell.outputs[1].data[WIDGET]
    assert view["model_id"] == digest(cell.id, 1)


def test_la_traza_de_un_error_no_lleva_rutas_del_computador(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), "1 / 0")
    assert cell.outputs[0].traceback == ["ZeroDivisionError: division by zero"]


def test_se_ejecuta_en_una_carpeta_vacia_con_un_hilo_y_este_python(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), "os.listdir")
    assert cell.outputs[0].text == f"[] 1 1\n{sys.executable}\n"


def test_las_pruebas_corren_con_los_hilos_con_que_se_construye():
    assert THREADS.items() <= os.environ.items()


def test_la_insignia_y_la_celda_de_colab_llevan_la_direccion_del_curso(built):
    for name in ("notebooks/00_prueba.ipynb", "exercises/00_prueba_ejercicio.ipynb"):
        notebook = load(built, name)
        assert f"colab.research.google.com/github/ORG/REPO/blob/main/{name}" in (
            notebook.cells[0].source
        )
        assert "git+https://github.com/ORG/REPO.git@main" in notebook.cells[3].source


def test_solo_el_ejercicio_explica_como_entregar(built):
    assert HAND_IN in load(built, "exercises/00_prueba_ejercicio.ipynb").cells[2].source
    assert HAND_IN not in load(built, "notebooks/00_prueba.ipynb").cells[2].source


def test_la_navegacion_enlaza_solo_lo_que_existe(course):
    write(course / "notebooks/src/01_otra.py", LESSON.replace("00 · Prueba", "01 · Otra"))
    write(course / "notebooks/src/03_mas.py", LESSON.replace("00 · Prueba", "03 · Más"))
    read = Course.read(course)
    links = {document.name: navigation(read, document) for document in read.documents}
    assert links == {
        "notebooks/00_prueba.ipynb": "[01 · Otra ›](01_otra.ipynb) · "
        "[Ejercicio](../exercises/00_prueba_ejercicio.ipynb)",
        "notebooks/01_otra.ipynb": "[‹ 00 · Prueba](00_prueba.ipynb) · "
        "[Índice](00_prueba.ipynb) · [03 · Más ›](03_mas.ipynb)",
        "notebooks/03_mas.ipynb": "[‹ 01 · Otra](01_otra.ipynb) · [Índice](00_prueba.ipynb)",
        "exercises/00_prueba_ejercicio.ipynb": "[‹ Lección](../notebooks/00_prueba.ipynb) · "
        "[Índice](../notebooks/00_prueba.ipynb) · "
        "[Solución](../solutions/00_prueba_solucion.ipynb)",
        "solutions/00_prueba_solucion.ipynb": "[‹ Lección](../notebooks/00_prueba.ipynb) · "
        "[Índice](../notebooks/00_prueba.ipynb) · "
        "[Ejercicio](../exercises/00_prueba_ejercicio.ipynb)",
    }


def test_la_navegacion_esta_arriba_y_al_final(built):
    cells = load(built, "exercises/00_prueba_ejercicio.ipynb").cells
    links = cells[-1].source.splitlines()[0]
    assert links in cells[0].source
    assert "[‹ Lección]" in links


def test_el_indice_lista_las_lecciones_y_sus_ejercicios(built):
    assert (
        "- **00 · Prueba** (esta) · [ejercicio](../exercises/00_prueba_ejercicio.ipynb)"
        in load(built, "notebooks/00_prueba.ipynb").cells[1].source
    )


def test_celdas_iguales_tienen_nombres_distintos(tmp_path):
    twice = LESSON + "\n# %% [markdown]\n# Igual.\n\n# %% [markdown]\n# Igual.\n"
    read = Course.read(new_course(tmp_path, twice))
    names = [cell.id for cell in generate(read, read.documents[0]).cells]
    assert len(set(names)) == len(names)


def test_sin_ejecutar_cambia_la_prosa_y_conserva_las_salidas(course, capsys):
    edit(course / "notebooks/src/00_prueba.py", "Texto de", "Prosa de")
    before = load(course, "notebooks/00_prueba.ipynb")
    assert notebooks.main(["build", "--sin-ejecutar"], course) == 0
    after = load(course, "notebooks/00_prueba.ipynb")
    assert after.cells[4].source == "Prosa de la lección."
    assert [c.get("outputs") for c in after.cells] == [c.get("outputs") for c in before.cells]
    assert check(course, capsys)[0] == 0


def test_sin_ejecutar_se_niega_si_cambio_el_codigo(course, capsys):
    edit(course / "notebooks/src/00_prueba.py", "1 / 0", "1 // 0")
    before = contents(course)
    assert notebooks.main(["build", "00", "--sin-ejecutar"], course) == 1
    assert "notebooks/00_prueba.ipynb: cambió el código" in capsys.readouterr().err
    assert contents(course) == before


def test_una_celda_que_falla_deja_el_cuaderno_anterior(course, capsys):
    before = contents(course)
    edit(course / "notebooks/src/00_prueba.py", 'print("uno"', 'raise OSError("adrede")  # ("uno"')
    assert notebooks.main(["build", "00"], course) == 1
    message = capsys.readouterr().err
    assert "notebooks/src/00_prueba.py: la celda 6 de notebooks/00_prueba.ipynb" in message
    assert "OSError: adrede" in message
    assert "\x1b" not in message
    assert contents(course) == before
    assert not list(course.glob("*/.*"))


def test_un_nucleo_que_muere_se_explica(course, capsys):
    edit(course / "notebooks/src/00_prueba.py", "1 / 0", "os._exit(3)")
    assert notebooks.main(["build", "00"], course) == 1
    message = capsys.readouterr().err
    assert "la celda 10 de notebooks/00_prueba.ipynb" in message
    assert "murió" in message


def test_una_celda_que_no_termina_se_explica(course, capsys, monkeypatch):
    monkeypatch.setattr(execution, "CELL_TIMEOUT", 3)
    edit(course / "notebooks/src/00_prueba.py", "1 / 0", "time.sleep(60)")
    assert notebooks.main(["build", "00"], course) == 1
    assert "pasó el límite de 3 s" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# # 00 · Prueba", "# # Prueba", "empieza con «# 00 · Título»"),
        ("# # 00 · Prueba", "# # 05 · Prueba", "empieza con «# 00 · Título»"),
        ("## Ficha", "## Datos", "falta la celda «## Ficha»"),
        (
            "{{tiempo}}",
            "{{minutos}}",
            "hueco desconocido {{minutos}}. Hay: {{tiempo}}",
        ),
        ('tags=["raises-exception"]', "editable=false", "metadatos que el curso no usa: editable"),
        ("1 / 0", "", "celda 8 («»): una celda es texto o código, y no está vacía"),
    ],
)
def test_una_fuente_mal_formada_se_explica(tmp_path, capsys, old, new, expected):
    root = new_course(tmp_path, LESSON.replace(old, new))
    assert notebooks.main(["build"], root) == 1
    assert expected in capsys.readouterr().err


def test_un_nombre_de_archivo_que_no_sigue_la_forma_se_explica(tmp_path, capsys):
    write(new_course(tmp_path) / "notebooks/src/Lección.py", LESSON)
    assert notebooks.main(["check"], tmp_path) == 1
    assert "el nombre debe ser NN_slug.py" in capsys.readouterr().err


def test_pedir_un_cuaderno_que_no_existe_dice_cuales_hay(built, capsys):
    assert notebooks.main(["build", "42"], built) == 1
    assert "No hay fuente para «42». Hay: 00_prueba." in capsys.readouterr().err


def test_sin_course_lib_instalado_se_avisa_antes_de_ejecutar(built, capsys, monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", missing)
    assert notebooks.main(["build"], built) == 1
    assert "Falta course_lib" in capsys.readouterr().err


def test_con_una_instalacion_atrasada_no_se_construye(course, capsys):
    edit(course / "pyproject.toml", 'name = "curso"', 'name = "curso"\ndependencies = ["numpy>=9"]')
    before = contents(course)
    assert notebooks.main(["build"], course) == 1
    assert "(numpy>=9): reinstálalo" in capsys.readouterr().err
    assert contents(course) == before
