"""El entorno se revisa solo: qué falta, y qué hacer."""

import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from course_lib.lab import environment, light

ROOT = Path(__file__).resolve().parents[2]
real_version = metadata.version


@pytest.fixture
def instalar(monkeypatch):
    """Finge que un paquete está instalado con otra versión, o que falta (None)."""

    def fingir(package: str, version: str | None) -> None:
        def answer(name: str) -> str:
            if name != package:
                return real_version(name)
            if version is None:
                raise metadata.PackageNotFoundError(name)
            return version

        monkeypatch.setattr(metadata, "version", answer)

    return fingir


def test_en_este_entorno_esta_todo(capsys):
    environment.check()
    written = capsys.readouterr().out
    assert "✗" not in written
    assert written.endswith("Todo listo: puedes seguir.\n")


def test_los_minimos_son_los_de_la_instalacion_y_solo_lo_que_usa_quien_estudia():
    minimums = environment.requirements()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in project["dependencies"]:
        name, minimum = line.split(">=")
        assert minimums[name] == minimum
    assert minimums["Python"] == "3.11"
    assert {"numpy", "ipywidgets", "jupyterlab", "keras", "tensorflow"} <= set(minimums)
    assert not {"ruff", "pytest", "nbval", "filelock"} & set(minimums)


def test_no_escribe_la_version_exacta_de_lo_que_esta_bien(capsys, instalar):
    environment.check()
    before = capsys.readouterr().out
    instalar("numpy", "2.98.7")
    environment.check()
    assert capsys.readouterr().out == before


def test_lo_que_falta_se_nombra_con_su_remedio(capsys, instalar):
    instalar("matplotlib", None)
    environment.check()
    written = capsys.readouterr().out
    assert "matplotlib    ≥ 3.10   ✗ falta" in written
    assert "uv sync" in written
    assert "Todo listo" not in written
    assert "Sin TensorFlow" not in written


@pytest.mark.parametrize(
    ("version", "enough"),
    [("2.0", True), ("2.10.1", True), ("2", True), ("2.0.0rc1", True), ("1.26.4", False)],
)
def test_las_versiones_se_comparan_como_numeros(capsys, instalar, version, enough):
    instalar("numpy", version)
    environment.check()
    assert (f"✗ hay {version}" not in capsys.readouterr().out) == enough


@pytest.mark.parametrize("exists", [True, False])
def test_sin_tensorflow_se_explica_que_se_pierde(capsys, instalar, monkeypatch, exists):
    instalar("tensorflow", None)
    monkeypatch.setattr(light, "exists", lambda: exists)
    environment.check()
    told = capsys.readouterr().out
    assert "menos las celdas que comparan con Keras" in told
    assert ("no lo hay (Python 3.14" in told) is not exists


def test_en_colab_no_se_pide_jupyterlab_y_el_remedio_es_otro(capsys, instalar, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    instalar("keras", None)
    environment.check()
    written = capsys.readouterr().out
    assert "jupyterlab" not in written
    assert "Entorno de ejecución" in written
    assert "uv sync" not in written


def test_si_el_curso_no_esta_instalado_lo_dice(monkeypatch):
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", missing)
    with pytest.raises(RuntimeError, match="no está instalado en este Python"):
        environment.requirements()


def test_el_orden_no_depende_de_en_que_extra_venga_cada_paquete():
    base, *_ = names = list(environment.requirements())
    place = names.index("jupyterlab")
    assert base == "Python"
    assert names[1:place] == sorted(names[1:place])
    assert names[place:] == ["jupyterlab", "keras", "scikit-learn", "tensorflow"]
