"""Las comprobaciones y «Para profundizar» llegan plegadas, y nbval las ejecuta igual."""

import subprocess
import sys

import pytest
from small_course import FOLDED, check, edit, find, load, new_course

import notebooks
from notebook_builder.folding import CHECK_TITLE

LESSON = "notebooks/00_prueba.ipynb"


@pytest.fixture(scope="module")
def folded(tmp_path_factory):
    """Un curso cuya lección trae una comprobación y una sección plegada."""
    root = new_course(tmp_path_factory.mktemp("plegado"), FOLDED)
    assert notebooks.main(["build", "--medir"], root) == 0
    return root


def test_la_comprobacion_llega_plegada_y_su_titulo_es_la_primera_linea(folded):
    cell = find(load(folded, LESSON), "assert 1 + 1")
    assert cell.source == f"{CHECK_TITLE}\nassert 1 + 1 == 2"
    assert cell.metadata == {
        "tags": ["comprobacion"],
        "jupyter": {"source_hidden": True},
        "cellView": "form",
    }


def test_para_profundizar_llega_plegado_en_jupyterlab_y_en_colab(folded):
    notebook = load(folded, LESSON)
    heading = find(notebook, "## Para profundizar")
    assert heading.metadata == {"jp-MarkdownHeadingCollapsed": True, "id": heading.id}
    assert notebook.metadata.colab == {"collapsed_sections": [heading.id]}


def test_lo_que_no_se_pliega_queda_sin_metadatos(folded):
    cells = load(folded, LESSON).cells
    marked = [cell.source.splitlines()[0] for cell in cells if cell.metadata]
    assert marked == [CHECK_TITLE, "## Para profundizar"]


def test_la_preparacion_va_antes_de_la_figura_que_abre(folded):
    openings = [cell.source.splitlines()[0] for cell in load(folded, LESSON).cells[1:5]]
    assert openings == [
        "## Preparación",
        "try:",
        "## La pregunta",
        "import matplotlib.pyplot as plt",
    ]


def test_lo_plegado_esta_al_dia_y_si_se_abre_se_nota(folded, capsys):
    assert check(folded, capsys)[0] == 0
    path = folded / LESSON
    before = path.read_text(encoding="utf-8")
    edit(path, '"source_hidden": true', '"source_hidden": false')
    assert "sus etiquetas no son los de la fuente" in check(folded, capsys)[1]
    path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(("result", "code"), [("2", 0), ("3", 1)])
def test_nbval_ejecuta_lo_plegado(folded, tmp_path, result, code):
    path = tmp_path / "leccion.ipynb"
    path.write_text((folded / LESSON).read_text(encoding="utf-8"), encoding="utf-8")
    edit(path, "assert 1 + 1 == 2", f"assert 1 + 1 == {result}")
    order = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "-c",
        "/dev/null",
    ]
    done = subprocess.run([*order, path, "--rootdir", tmp_path], capture_output=True)
    assert done.returncode == code


def test_el_glosario_de_la_leccion_va_en_un_pliegue(folded):
    text = find(load(folded, LESSON), "## Glosario").source
    assert "<details><summary>Las " in text
    assert "- **tasa de aprendizaje, η** (*learning rate*): Por cuánto se multiplica" in text
