"""Los ejercicios cortos de una lección se revisan solos."""

import numpy as np
import pytest

from course_lib.grading.inline import check_value


def written(capsys, *args, **kwargs):
    check_value(*args, **kwargs)
    return capsys.readouterr().out


def test_sin_respuesta_queda_pendiente(capsys):
    assert written(capsys, "w", None, 1.1).startswith("○ pendiente: cambia None")


@pytest.mark.parametrize("answer", [1.1, 1.10001, np.float32(1.1), np.array(1.1)])
def test_acepta_lo_correcto(capsys, answer):
    assert written(capsys, "w", answer, 1.1) == "✓ correcta\n"


def test_un_error_conocido_recibe_su_pista(capsys):
    out = written(capsys, "w", 2.9, 1.1, mistakes={"El signo va al revés.": 2.9})
    assert out.startswith("✗ por corregir")
    assert "Pista: El signo va al revés." in out


def test_un_error_desconocido_no_revela_la_respuesta(capsys):
    out = written(capsys, "w", 7.0, 1.1, mistakes={"El signo va al revés.": 2.9})
    assert "✗ por corregir" in out
    assert "1.1" not in out
    assert "rehaz la cuenta" in out


@pytest.mark.parametrize("answer", ["1.1", "hola", [1, 2], {"w": 1.1}, float("nan"), lambda: 1.1])
def test_lo_que_no_es_un_numero_se_explica_sin_detener_el_cuaderno(capsys, answer):
    assert "✗ por corregir" in written(capsys, "w", answer, 1.1)
