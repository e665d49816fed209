"""El constructor de cuadernos: reproducible, honesto sobre lo atrasado y claro al fallar."""

import json
import os
import shutil
import textwrap

import nbformat
import pytest

import notebooks as tool

PYPROJECT = """\
[project]
name = "curso"

[project.urls]
Repository = "https://github.com/ORG/REPO"
"""
LESSON = """\
# %% [markdown]
# # 00 · Prueba
#
# Una línea que resume.

# %% [markdown]
# ## Ficha
#
# - **Ejecución**: {{tiempo}}
#
# {{indice}}

# %% [markdown]
# Texto de la lección.

# %% tags=["nbval-ignore-output"]
import os
import sys
import time

import ipywidgets as widgets

print("uno", flush=True)
time.sleep(0.3)
print("dos", flush=True)
widgets.VBox([widgets.IntSlider(description="λ")])

# %% [markdown]
# Lo que ve un cuaderno de su entorno.

# %%
print(os.listdir(), os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"])
print(sys.executable)

# %% [markdown]
# Un error a propósito.

# %% tags=["raises-exception"]
1 / 0
"""
SOLUTION = '''\
# %% [markdown]
# # 00 · Ejercicio de prueba

# %% [markdown]
# ## Ficha
#
# - **Ejecución**: {{tiempo}}

# %% [markdown]
# Escribe el doble.


# %%
def double(x):
    """Devuelve el doble."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% [markdown] tags=["solo-solucion"]
# Por qué: se suma dos veces.
'''


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def new_course(root, lesson=LESSON, solution=SOLUTION):
    write(root / "pyproject.toml", PYPROJECT)
    write(root / "notebooks/src/00_prueba.py", lesson)
    write(root / "solutions/src/00_prueba.py", solution)
    return root


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(root):
    return {path.name: path.read_bytes() for path in sorted(root.glob("*/*.ipynb"))}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Un curso de prueba ya construido; cada prueba recibe su copia con `course`."""
    root = new_course(tmp_path_factory.mktemp("curso"))
    assert tool.main(["build", "--medir"], root) == 0
    return root


@pytest.fixture
def course(built, tmp_path):
    return shutil.copytree(built, tmp_path / "curso")


def load(root, name):
    return nbformat.read(root / name, as_version=4)


def find(notebook, text):
    return next(cell for cell in notebook.cells if text in cell.source)


def check(root, capsys):
    code = tool.main(["check"], root)
    return code, capsys.readouterr().out


# --- Construir ----------------------------------------------------------------------------------


def test_construir_dos_veces_da_los_mismos_bytes(built, course):
    before = contents(built)
    for path in course.glob("*/*.ipynb"):
        path.unlink()
    assert tool.main(["build"], course) == 0
    assert contents(course) == before


def test_de_las_fuentes_salen_leccion_ejercicio_y_solucion(built):
    assert {str(path.relative_to(built)) for path in built.glob("*/*.ipynb")} == {
        "notebooks/00_prueba.ipynb",
        "exercises/00_prueba.ipynb",
        "solutions/00_prueba.ipynb",
    }


def test_los_metadatos_son_minimos(built):
    notebook = load(built, "notebooks/00_prueba.ipynb")
    assert notebook.metadata == tool.METADATA
    assert {key for cell in notebook.cells for key in cell.metadata} == {"tags"}


def test_lo_ejecutado_se_numera_desde_uno(built):
    codes = [c for c in load(built, "notebooks/00_prueba.ipynb").cells if c.cell_type == "code"]
    assert [cell.execution_count for cell in codes] == [1, 2, 3, 4]


def test_un_texto_que_llega_en_trozos_queda_en_uno(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), 'print("uno"')
    assert cell.outputs[0].text == "uno\ndos\n"


def test_la_vista_de_un_widget_se_conserva_con_un_nombre_fijo(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), "widgets.VBox")
    view = cell.outputs[1].data[tool.WIDGET]
    assert view["model_id"] == tool.digest(cell.id, 1)


def test_la_traza_de_un_error_no_lleva_rutas_del_computador(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), "1 / 0")
    assert cell.outputs[0].traceback == ["ZeroDivisionError: division by zero"]


def test_se_ejecuta_en_una_carpeta_vacia_con_un_hilo_y_este_python(built):
    cell = find(load(built, "notebooks/00_prueba.ipynb"), "os.listdir")
    assert cell.outputs[0].text == f"[] 1 1\n{tool.sys.executable}\n"


def test_las_pruebas_corren_con_los_hilos_con_que_se_construye():
    assert tool.THREADS.items() <= os.environ.items()


def test_la_insignia_y_la_celda_de_colab_llevan_la_direccion_del_curso(built):
    for name in ("notebooks/00_prueba.ipynb", "exercises/00_prueba.ipynb"):
        notebook = load(built, name)
        assert f"colab.research.google.com/github/ORG/REPO/blob/main/{name}" in (
            notebook.cells[0].source
        )
        assert "git+https://github.com/ORG/REPO.git@main" in notebook.cells[3].source


def test_solo_el_ejercicio_explica_como_entregar(built):
    assert tool.HAND_IN in load(built, "exercises/00_prueba.ipynb").cells[2].source
    assert tool.HAND_IN not in load(built, "notebooks/00_prueba.ipynb").cells[2].source


def test_la_navegacion_enlaza_solo_lo_que_existe(course):
    write(course / "notebooks/src/01_otra.py", LESSON.replace("00 · Prueba", "01 · Otra"))
    write(course / "notebooks/src/03_mas.py", LESSON.replace("00 · Prueba", "03 · Más"))
    read = tool.Course.read(course)
    links = {document.name: tool.navigation(read, document) for document in read.documents}
    assert links == {
        "notebooks/00_prueba.ipynb": "[01 · Otra ›](01_otra.ipynb) · "
        "[Ejercicio](../exercises/00_prueba.ipynb)",
        "notebooks/01_otra.ipynb": "[‹ 00 · Prueba](00_prueba.ipynb) · "
        "[Índice](00_prueba.ipynb) · [03 · Más ›](03_mas.ipynb)",
        "notebooks/03_mas.ipynb": "[‹ 01 · Otra](01_otra.ipynb) · [Índice](00_prueba.ipynb)",
        "exercises/00_prueba.ipynb": "[‹ Lección](../notebooks/00_prueba.ipynb) · "
        "[Índice](../notebooks/00_prueba.ipynb) · [Solución](../solutions/00_prueba.ipynb)",
        "solutions/00_prueba.ipynb": "[‹ Lección](../notebooks/00_prueba.ipynb) · "
        "[Índice](../notebooks/00_prueba.ipynb) · [Ejercicio](../exercises/00_prueba.ipynb)",
    }


def test_la_navegacion_esta_arriba_y_al_final(built):
    cells = load(built, "exercises/00_prueba.ipynb").cells
    assert cells[-1].source in cells[0].source
    assert "[‹ Lección]" in cells[-1].source


def test_el_indice_lista_las_lecciones_y_sus_ejercicios(built):
    assert (
        "- **00 · Prueba** (esta) · [ejercicio](../exercises/00_prueba.ipynb)"
        in load(built, "notebooks/00_prueba.ipynb").cells[1].source
    )


def test_celdas_iguales_tienen_nombres_distintos(tmp_path):
    twice = LESSON + "\n# %% [markdown]\n# Igual.\n\n# %% [markdown]\n# Igual.\n"
    read = tool.Course.read(new_course(tmp_path, twice))
    names = [cell.id for cell in tool.generate(read, read.documents[0]).cells]
    assert len(set(names)) == len(names)


# --- Tiempos ------------------------------------------------------------------------------------


def test_medir_anota_los_segundos_y_el_texto_los_dice(built):
    times = json.loads((built / "notebooks/tiempos.json").read_text(encoding="utf-8"))
    assert set(times) == {"notebooks/00_prueba.ipynb", "solutions/00_prueba.ipynb"}
    for name in ("notebooks/00_prueba.ipynb", "exercises/00_prueba.ipynb"):
        assert "s en 2 núcleos y sin GPU" in load(built, name).cells[1].source


def test_construir_sin_medir_no_toca_los_tiempos(course):
    times = course / "notebooks/tiempos.json"
    times.write_text('{"solutions/00_prueba.ipynb": 41}', encoding="utf-8")
    assert tool.main(["build", "solutions/00_prueba.ipynb"], course) == 1  # la ruta es de aquí
    assert tool.main(["build", str(course / "solutions/00_prueba.ipynb")], course) == 0
    assert times.read_text(encoding="utf-8") == '{"solutions/00_prueba.ipynb": 41}'
    assert "unos 45 s" in load(course, "solutions/00_prueba.ipynb").cells[1].source


def test_un_cuaderno_sin_medir_lo_dice(tmp_path):
    read = tool.Course.read(new_course(tmp_path))
    assert tool.NOT_MEASURED in tool.generate(read, read.documents[0]).cells[1].source


# --- Estar al día -------------------------------------------------------------------------------


def test_recien_construido_esta_al_dia(built, capsys):
    assert check(built, capsys) == (0, "Los cuadernos están al día.\n")


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("notebooks/src/00_prueba.py", "Texto de", "Prosa de", "celda 5 («Prosa de la lección.»)"),
        ("notebooks/00_prueba.ipynb", "Texto de", "Prosa de", "celda 5 («Texto de la lección.»)"),
        ("notebooks/src/00_prueba.py", "1 / 0", "1 // 0", "celda 10 («1 // 0»)"),
        ("notebooks/00_prueba.ipynb", '"execution_count": 3', '"execution_count": 7', "celda 8"),
        ("notebooks/00_prueba.ipynb", "raises-exception", "otra", "celda 10"),
        ("notebooks/00_prueba.ipynb", '"name": "python"', '"name": "r"', "metadatos"),
        ("notebooks/00_prueba.ipynb", '{\n "cells"', '{"cells"', "metadatos"),
        ("notebooks/tiempos.json", ": ", ": 9", "celda 2"),
        ("pyproject.toml", "ORG/REPO", "uchile/curso", "celda 1"),
        ("solutions/src/00_prueba.py", "2 * x", "x + x", "solutions/00_prueba.ipynb: celda 6"),
        ("solutions/src/00_prueba.py", "el doble", "2x", "exercises/00_prueba.ipynb: celda 5"),
        ("exercises/00_prueba.ipynb", "NotImplementedError", "ValueError", "exercises"),
        ("exercises/00_prueba.ipynb", '"execution_count": null', '"execution_count": 1', "ejerc"),
    ],
)
def test_lo_atrasado_se_nombra(course, capsys, path, old, new, expected):
    edit(course / path, old, new)
    code, out = check(course, capsys)
    assert code == 1
    assert expected in out


def test_un_model_id_al_azar_se_nota(course, capsys):
    notebook = load(course, "notebooks/00_prueba.ipynb")
    find(notebook, "widgets.VBox").outputs[1].data[tool.WIDGET]["model_id"] = "f" * 32
    (course / "notebooks/00_prueba.ipynb").write_text(tool.serialize(notebook), encoding="utf-8")
    assert "las salidas no son los que escribe el constructor" in check(course, capsys)[1]


def test_una_celda_borrada_se_nota(course, capsys):
    notebook = load(course, "notebooks/00_prueba.ipynb")
    del notebook.cells[-1]
    (course / "notebooks/00_prueba.ipynb").write_text(tool.serialize(notebook), encoding="utf-8")
    assert "tiene 10 celdas y la fuente da 11" in check(course, capsys)[1]


def test_una_leccion_nueva_deja_atras_la_navegacion_de_su_vecina(course, capsys):
    write(course / "notebooks/src/01_otra.py", LESSON.replace("00 · Prueba", "01 · Otra"))
    out = check(course, capsys)[1]
    assert "notebooks/00_prueba.ipynb: celda 1" in out
    assert "notebooks/01_otra.ipynb: falta; constrúyelo con" in out


def test_un_cuaderno_sin_fuente_se_nota(course, capsys):
    shutil.copy(course / "exercises/00_prueba.ipynb", course / "exercises/07_solo.ipynb")
    assert "exercises/07_solo.ipynb: no tiene fuente" in check(course, capsys)[1]


@pytest.mark.parametrize("text", ["", "{roto", "[]", "{}", "\ufeff{}"])
def test_un_archivo_ilegible_se_nombra(course, capsys, text):
    (course / "exercises/00_prueba.ipynb").write_text(text, encoding="utf-8")
    assert check(course, capsys)[0] == 1


# --- Rehacer el texto sin ejecutar ----------------------------------------------------------------


def test_sin_ejecutar_cambia_la_prosa_y_conserva_las_salidas(course, capsys):
    edit(course / "notebooks/src/00_prueba.py", "Texto de", "Prosa de")
    before = load(course, "notebooks/00_prueba.ipynb")
    assert tool.main(["build", "--sin-ejecutar"], course) == 0
    after = load(course, "notebooks/00_prueba.ipynb")
    assert after.cells[4].source == "Prosa de la lección."
    assert [c.get("outputs") for c in after.cells] == [c.get("outputs") for c in before.cells]
    assert check(course, capsys)[0] == 0


def test_sin_ejecutar_se_niega_si_cambio_el_codigo(course, capsys):
    edit(course / "notebooks/src/00_prueba.py", "1 / 0", "1 // 0")
    before = contents(course)
    assert tool.main(["build", "00", "--sin-ejecutar"], course) == 1
    assert "notebooks/00_prueba.ipynb: cambió el código" in capsys.readouterr().err
    assert contents(course) == before


# --- Fallar con claridad --------------------------------------------------------------------------


def test_una_celda_que_falla_deja_el_cuaderno_anterior(course, capsys):
    before = contents(course)
    edit(course / "notebooks/src/00_prueba.py", 'print("uno"', 'raise OSError("adrede")  # ("uno"')
    assert tool.main(["build", "00"], course) == 1
    message = capsys.readouterr().err
    assert "notebooks/src/00_prueba.py: la celda 6 de notebooks/00_prueba.ipynb" in message
    assert "OSError: adrede" in message
    assert "\x1b" not in message
    assert contents(course) == before
    assert not list(course.glob("*/.*"))


def test_un_nucleo_que_muere_se_explica(course, capsys):
    edit(course / "notebooks/src/00_prueba.py", "1 / 0", "os._exit(3)")
    assert tool.main(["build", "00"], course) == 1
    message = capsys.readouterr().err
    assert "la celda 10 de notebooks/00_prueba.ipynb" in message
    assert "murió" in message


def test_una_celda_que_no_termina_se_explica(course, capsys, monkeypatch):
    monkeypatch.setattr(tool, "CELL_TIMEOUT", 3)
    edit(course / "notebooks/src/00_prueba.py", "1 / 0", "time.sleep(60)")
    assert tool.main(["build", "00"], course) == 1
    assert "pasó el límite de 3 s" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# # 00 · Prueba", "# # Prueba", "empieza con «# 00 · Título»"),
        ("# # 00 · Prueba", "# # 05 · Prueba", "empieza con «# 00 · Título»"),
        ("## Ficha", "## Datos", "la segunda celda es «## Ficha»"),
        ("{{tiempo}}", "{{tiempos}}", "hueco desconocido {{tiempos}}. Hay: {{tiempo}}, {{indice}}"),
        ('tags=["raises-exception"]', "editable=false", "metadatos que el curso no usa: editable"),
        ("1 / 0", "", "celda 8 («»): una celda es texto o código, y no está vacía"),
    ],
)
def test_una_fuente_mal_formada_se_explica(tmp_path, capsys, old, new, expected):
    root = new_course(tmp_path, LESSON.replace(old, new))
    assert tool.main(["build"], root) == 1
    assert expected in capsys.readouterr().err


def test_un_nombre_de_archivo_que_no_sigue_la_forma_se_explica(tmp_path, capsys):
    write(new_course(tmp_path) / "notebooks/src/Lección.py", LESSON)
    assert tool.main(["check"], tmp_path) == 1
    assert "el nombre debe ser NN_slug.py" in capsys.readouterr().err


def test_pedir_un_cuaderno_que_no_existe_dice_cuales_hay(built, capsys):
    assert tool.main(["build", "42"], built) == 1
    assert "No hay fuente para «42». Hay: 00_prueba." in capsys.readouterr().err


def test_sin_course_lib_instalado_se_avisa_antes_de_ejecutar(built, capsys, monkeypatch):
    monkeypatch.setattr(tool.importlib.util, "find_spec", lambda _: None)
    assert tool.main(["build"], built) == 1
    assert "Falta course_lib" in capsys.readouterr().err


# --- Cortar respuestas ----------------------------------------------------------------------------

ANSWER = textwrap.dedent(
    """\
    def outer(x):
        ### BEGIN SOLUTION
        y = x + 1
        return y
        ### END SOLUTION


    class A:
        def inner(self):
            before = 1
            ### BEGIN SOLUTION
            return before
            ### END SOLUTION

        def other(self):
            return 2"""
)


def test_el_ejercicio_pone_un_hueco_con_la_sangria_de_cada_respuesta():
    assert tool.solve(ANSWER, tool.stub) == textwrap.dedent(
        """\
        def outer(x):
            # Escribe tu código aquí
            raise NotImplementedError


        class A:
            def inner(self):
                before = 1
                # Escribe tu código aquí
                raise NotImplementedError

            def other(self):
                return 2"""
    )


def test_la_solucion_conserva_las_respuestas_sin_las_marcas():
    expected = "\n".join(line for line in ANSWER.splitlines() if "###" not in line)
    assert tool.solve(ANSWER, None) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    ### END SOLUTION\n", "", "falta «### END SOLUTION»"),
        ("    ### BEGIN SOLUTION\n", "", "«### END SOLUTION» sin su «### BEGIN SOLUTION»"),
        ("    return 2 * x\n", "    ### BEGIN SOLUTION\n", "dentro de otra respuesta"),
        ("    ### END", "  ### END", "con otra sangría"),
        ("    ### BEGIN", "### BEGIN", "dentro de una función"),
    ],
)
def test_una_marca_mal_puesta_dice_donde(tmp_path, capsys, old, new, expected):
    root = new_course(tmp_path, solution=SOLUTION.replace(old, new))
    assert tool.main(["check"], root) == 1
    out = capsys.readouterr().out
    assert "solutions/src/00_prueba.py: celda 4 («def double(x):»)" in out
    assert expected in out


def test_el_ejercicio_no_lleva_lo_que_es_solo_de_la_solucion(built):
    text = (built / "exercises/00_prueba.ipynb").read_text(encoding="utf-8")
    assert "2 * x" not in text
    assert "Por qué" not in text
    solution = (built / "solutions/00_prueba.ipynb").read_text(encoding="utf-8")
    assert "2 * x" in solution
    assert "Por qué" in solution


# --- Dirección ------------------------------------------------------------------------------------


def test_direccion_cambia_el_unico_lugar_y_pide_reconstruir(course, capsys):
    assert tool.main(["direccion", "uchile-cl/redes.profundas"], course) == 0
    assert "build --sin-ejecutar" in capsys.readouterr().out
    assert tool.read_address(course) == "uchile-cl/redes.profundas"
    assert check(course, capsys)[0] == 1
    assert tool.main(["build", "--sin-ejecutar"], course) == 0
    assert check(course, capsys)[0] == 0
    colab = load(course, "notebooks/00_prueba.ipynb").cells[3]
    assert "github.com/uchile-cl/redes.profundas.git" in colab.source


@pytest.mark.parametrize("address", ["curso", "https://github.com/a/b", "a/b/c", "a b/c", 'a/"b'])
def test_una_direccion_mal_escrita_no_cambia_nada(course, capsys, address):
    assert tool.main(["direccion", address], course) == 1
    assert "se escribe ORG/REPO" in capsys.readouterr().err
    assert tool.read_address(course) == "ORG/REPO"


def test_la_portada_del_readme_es_la_figura_de_la_leccion():
    course = tool.Course.read(tool.ROOT)
    picture = tool.read_cover(course)
    assert picture is not None
    assert picture == (tool.ROOT / tool.COVER).read_bytes()
