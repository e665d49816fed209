"""La planilla vuelve a la plataforma igual que salió, con las notas puestas."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from course_lib.grading import export, sheets
from course_lib.grading.export import Grade, fill, plain
from course_lib.grading.plan import GradingError

SHEETS = Path(__file__).parent / "planillas"
# archivo, formato, columna pedida, identificadores de Ana y de Beto, codificación y separador
CASES = {
    "moodle.csv": ("moodle", "", ("4512", "4513"), "utf-8-sig", ","),
    "moodle_en.csv": ("moodle", "", ("4512", "4513"), "utf-8", ","),
    "canvas.csv": ("canvas", "Ejercicio 01", ("33", "34"), "utf-8", ","),
    "blackboard.xls": ("blackboard", "Ejercicio 01", ("aperez", "bnunoa"), "utf-16", "\t"),
}
every_sheet = pytest.mark.parametrize("name", CASES)


def grades(name, ana="7,5", beto=""):
    one, two = CASES[name][2]
    return [Grade("Ana Pérez", one, ana, "5,1"), Grade("Beto Ñuñoa", two, beto, "")]


def filled(name, scores):
    platform, column, *_ = CASES[name]
    return fill(SHEETS / name, platform, scores, column).content


def rows(name, content):
    _, _, _, encoding, delimiter = CASES[name]
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


@every_sheet
def test_solo_cambia_la_celda_de_la_nota(name):
    before, after = rows(name, (SHEETS / name).read_bytes()), rows(name, filled(name, grades(name)))
    changed = [
        (old, new)
        for old_row, new_row in zip(before, after, strict=True)
        for old, new in zip(old_row, new_row, strict=True)
        if old != new
    ]
    assert changed == [("", "7,5" if name == "moodle.csv" else "7.5")]


@every_sheet
def test_una_entrega_sin_nota_queda_como_estaba(name):
    nobody = [Grade(one.student, one.identifier, "", "") for one in grades(name)]
    before, after = rows(name, (SHEETS / name).read_bytes()), rows(name, filled(name, nobody))
    assert after == before


@every_sheet
def test_conserva_la_codificacion_los_saltos_y_el_separador(name):
    before, after = (SHEETS / name).read_bytes(), filled(name, [])
    assert after[:3] == before[:3]
    assert after.count(b"\r") == before.count(b"\r")
    assert rows(name, after)[0] == rows(name, before)[0]


def test_lo_que_ya_estaba_en_la_planilla_queda_igual(tmp_path):
    text = (SHEETS / "moodle.csv").read_text("utf-8-sig")
    text = text.replace("ver apunte, p. 3", "- Falta el signo, +1 punto")
    (tmp_path / "x.csv").write_text(text, "utf-8")
    after = rows("moodle_en.csv", fill(tmp_path / "x.csv", "moodle", []).content)
    assert after == rows("moodle_en.csv", text.encode())
    assert "=Carla Soto" in after[3]


@pytest.mark.parametrize("prefix", ["", "1_", "u_"])
def test_en_blackboard_la_planilla_dice_donde_empieza_el_usuario(tmp_path, prefix):
    sheet = (SHEETS / "blackboard.xls").read_bytes().decode("utf-16")
    for user in ("aperez", "BNunoa"):
        sheet = sheet.replace(user, f"u_{user}" if prefix == "u_" else user)
    (tmp_path / "x.xls").write_bytes(sheet.encode("utf-16"))
    scores = [
        Grade("a", f"{prefix}aperez", "7", "5,0"),
        Grade("b", f"{prefix}bnunoa", "9", "6,0"),
    ]
    assert fill(tmp_path / "x.xls", "blackboard", scores, "Ejercicio 01").written == 2


def test_una_celda_que_parece_formula_se_neutraliza_en_lo_propio():
    for text, safe in {"=1+1": "'=1+1", "+56": "'+56", "@x": "'@x", "-x": "'-x", "a": "a"}.items():
        assert sheets.neutral(text) == safe


ONE_LINE = st.text(st.sampled_from("'=+-@＝ \tx") | st.characters(exclude_characters="\r\n"))


@given(ONE_LINE)
@example("'=x")
@example("''=x")
def test_lo_que_se_neutraliza_se_recupera(text):
    assert sheets.original(sheets.neutral(text)) == text
    assert not sheets.is_formula(sheets.neutral(text))


@given(ONE_LINE, ONE_LINE)
@example("=x", "'=x")
def test_dos_textos_no_quedan_en_la_misma_celda(one, two):
    assert (sheets.neutral(one) == sheets.neutral(two)) == (one == two)


@every_sheet
def test_quien_no_esta_en_la_planilla_es_un_error(name):
    stranger = [*grades(name), Grade("Intrusa", "99999", "10", "7,0")]
    with pytest.raises(GradingError, match="Intrusa"):
        filled(name, stranger)


def test_la_nota_de_un_identificador_parecido_no_se_confunde():
    with pytest.raises(GradingError, match="no están"):
        filled("moodle.csv", [Grade("Ana", "451", "7", "5,0")])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "vac"),
        (b"Nombre,Nota\nAna,\n", "no tiene la columna"),
        (b"\xff\xff\xfe", "UTF-8"),
    ],
)
def test_una_planilla_que_no_es_se_explica(tmp_path, content, message):
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(GradingError, match=message):
        fill(tmp_path / "x.csv", "moodle", [])


def test_una_celda_puede_ser_tan_larga_como_el_archivo(tmp_path):
    text, limit = (SHEETS / "moodle.csv").read_text("utf-8-sig"), csv.field_size_limit()
    text = text.replace("ver apunte, p. 3", "x" * 400_000)
    (tmp_path / "x.csv").write_text(text, "utf-8")
    assert b"x" * 400_000 in fill(tmp_path / "x.csv", "moodle", []).content
    assert csv.field_size_limit() == limit


def test_una_planilla_que_no_se_puede_leer_se_explica(monkeypatch):
    def broken(*_, **__):
        raise csv.Error("unexpected end of data")

    monkeypatch.setattr(csv, "reader", broken)
    with pytest.raises(GradingError, match="no parece un CSV"):
        fill(SHEETS / "moodle.csv", "moodle", [])


def test_una_columna_ambigua_o_ausente_se_explica():
    for column in ("Ejercicio", "Otra", ""):
        with pytest.raises(GradingError, match="columna"):
            fill(SHEETS / "canvas.csv", "canvas", [], column)


@every_sheet
def test_cuenta_las_notas_que_escribio(name):
    platform, column, *_ = CASES[name]
    stranger = Grade("Intrusa", "99999", "10", "7,0")
    result = fill(SHEETS / name, platform, [*grades(name), stranger], column, skip_missing=True)
    assert (result.written, result.missing) == (1, ("Intrusa",))


def test_sin_identificador_no_se_puede_exportar_a_una_plataforma():
    with pytest.raises(GradingError, match="vienen de una carpeta"):
        filled("moodle.csv", [Grade("Ana Pérez", "", "10", "7,0")])


@every_sheet
def test_un_nombre_que_no_es_de_la_plataforma_no_impide_exportar_a_los_demas(name):
    platform, column, *_ = CASES[name]
    odd = Grade("tarde", "", "", "")
    result = fill(SHEETS / name, platform, [odd, *grades(name)], column)
    assert (result.written, result.missing) == (1, ("tarde",))
    assert result.content == filled(name, grades(name))
    by_hand = Grade("tarde", "", "5", "4,0")
    with pytest.raises(GradingError, match=r"tarde.*--ignorar-ausentes"):
        fill(SHEETS / name, platform, [by_hand, *grades(name)], column)
    found = fill(SHEETS / name, platform, [by_hand, *grades(name)], column, skip_missing=True)
    assert found == result


def test_dos_notas_de_la_misma_persona_son_un_error():
    twice = [Grade("Beto", "34", "10", "7,0"), Grade("perezana", "34", "0", "1,0")]
    with pytest.raises(GradingError, match="«Beto» y «perezana»"):
        filled("canvas.csv", twice)


def test_una_planilla_que_repite_a_alguien_es_un_error(tmp_path):
    text = (SHEETS / "canvas.csv").read_text("utf-8")
    (tmp_path / "x.csv").write_text(text + '"Otra, Ana",33,,x,Sección 1,,,\n', "utf-8")
    with pytest.raises(GradingError, match="repite a quien tiene el identificador 33"):
        fill(tmp_path / "x.csv", "canvas", [], "Ejercicio 01")


def test_canvas_sin_columna_dice_cuales_hay():
    with pytest.raises(GradingError, match=r"Falta --columna: .*Ejercicio 01 \(77123\)"):
        fill(SHEETS / "canvas.csv", "canvas", [])


def test_lo_ajeno_conserva_sus_saltos_de_linea(tmp_path):
    text = (SHEETS / "moodle.csv").read_text("utf-8-sig").replace("ver apunte, p. 3", "uno\ndos")
    (tmp_path / "x.csv").write_text(text, "utf-8")
    assert b"uno\ndos" in fill(tmp_path / "x.csv", "moodle", []).content


@pytest.mark.parametrize("text", ["\n=1+1", " =1", "\t@x", "＝1", "＋1", "－1", "＠x", "\u3000=1"])
def test_una_formula_escondida_se_neutraliza(text):
    assert export.as_csv([[text]])[:3] == "\ufeff\"'"
    assert export.as_csv([[text]]).count("\n") == 1


def test_el_csv_simple_trae_puntos_y_nota():
    lines = plain(grades("canvas.csv")).splitlines()
    assert lines == [
        '\ufeff"estudiante";"identificador";"puntos";"nota"',
        '"Ana Pérez";"33";"7,5";"5,1"',
        '"Beto Ñuñoa";"34";"";""',
    ]
