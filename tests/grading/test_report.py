"""Los informes: qué dicen, que nada ajeno se ejecute al abrirlos y que salgan siempre iguales."""

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from course_lib.grading import pages, report
from course_lib.grading.adjustments import ADJUSTMENT_COLUMNS
from course_lib.grading.plan import GradingError
from course_lib.grading.private import save
from course_lib.grading.question import Question

POISON = '<script>alert("x")</script><img src=x onerror=alert(1)>&=1+1'


def question(name, earned=2, state="ok", hint="", message=""):
    return {
        "id": name,
        "title": f"La {name}",
        "points": 2,
        "earned": earned,
        "state": state,
        "message": message,
        "hint": hint,
    }


def result(student, questions, identifier="", **others):
    return {
        "student": student,
        "identifier": identifier,
        "slug": f"slug-{abs(hash((student, identifier)))}",
        "file": f"{student}.ipynb",
        "exercise": "01",
        "seed": 1,
        "isolated": True,
        "key": "k",
        "state": "calificada" if questions else "ilegible",
        "notes": [] if questions else ["no es un cuaderno"],
        "prints": {},
        "questions": questions,
    } | others


ANA = result("Ana", [question("1.1"), question("1.2")], prints={"f": "abc", "g": "xyz"})
BETO = result(
    "Beto",
    [question("1.1"), question("1.2", 0, "incorrecta", "Falta el 2.", "no coincide")],
    prints={"f": "abc"},
)
ROTO = result("Roto", [])


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


def written(tmp_path, *results, published=None):
    report.write(tmp_path, list(results), published or {})
    text = (tmp_path / "resumen.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        *(("0", "1,0"), ("3", "2,5"), ("5.8", "3,9"), ("5.9", "4,0"), ("5.99", "4,0")),
        *(("6", "4,0"), ("8", "5,5"), ("9.9", "6,9"), ("10", "7,0")),
    ],
)
def test_la_escala_de_1_a_7_con_60_por_ciento(points, grade):
    assert report.grade_on_scale(Decimal(points), Decimal(10)) == grade


def test_el_resumen_trae_lo_ilegible_primero_y_sin_nota(tmp_path):
    rows = written(tmp_path, ANA, ROTO, BETO)
    assert [(row["estudiante"], row["puntos"], row["nota"]) for row in rows] == [
        ("Roto", "", ""),
        ("Ana", "4", "7,0"),
        ("Beto", "2", "3,5"),
    ]
    assert (rows[2]["1.1"], rows[2]["1.2"]) == ("2", "0")


def test_cada_persona_tiene_su_informe_con_lo_visto_y_la_pista(tmp_path):
    written(tmp_path, BETO)
    (path,) = (tmp_path / "informes").iterdir()
    text = " ".join(Page(path.read_text("utf-8")).text)
    for words in ("Beto", "2 de 4 puntos", "3,5", "no coincide", "Falta el 2.", "por corregir"):
        assert words in text


def test_nada_ajeno_se_vuelve_html(tmp_path):
    bad = result(
        POISON,
        [question("1.1", 0, "incorrecta", POISON, POISON)],
        notes=[POISON],
        file=POISON,
        identifier=POISON,
    )
    written(tmp_path, bad, ANA)
    for path in [*tmp_path.glob("*.html"), *tmp_path.glob("informes/*.html")]:
        page = Page(path.read_text("utf-8"))
        assert "script" not in page.tags
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        sources = [value for name, value in page.attributes if name == "src"]
        assert all(value.startswith("data:image/png") for value in sources)
        assert "default-src 'none'" in path.read_text("utf-8")


def test_nada_ajeno_se_vuelve_formula(tmp_path):
    rows = written(tmp_path, result("=HYPERLINK(1)", [question("1.1")], notes=["+1", "@x"]))
    assert rows[0]["estudiante"] == "'=HYPERLINK(1)"
    assert rows[0]["avisos"].startswith("'+")


def test_los_informes_se_abren_solos_y_se_leen_sin_ver(tmp_path):
    written(tmp_path, ANA, BETO, ROTO)
    for path in [*tmp_path.glob("*.html"), *tmp_path.glob("informes/*.html")]:
        text = path.read_text("utf-8")
        page = Page(text)
        assert page.tags[:2] == ["html", "head"]
        assert '<html lang="es-CL">' in text
        assert page.tags.count("h1") == page.tags.count("main") == 1
        assert "http" not in re.sub(r"http-equiv", "", text)
        assert text.count("<table>") == text.count("<caption>")
        assert len(re.findall(r'alt="[^"]{40,}"', text)) == page.tags.count("img")


def test_el_resumen_cuenta_los_estados_y_los_errores_frecuentes(tmp_path):
    more = [result(f"C{n}", [question("1.2", 0, "incorrecta", "Falta el 2.")]) for n in range(3)]
    written(tmp_path, ANA, BETO, *more)
    text = " ".join(" ".join(Page((tmp_path / "resumen.html").read_text("utf-8")).text).split())
    assert "1.2 4 Falta el 2." in text
    assert "1.2 La 1.2 1 4" in text


@pytest.mark.parametrize("people", [1, 2, 3, 30])
def test_la_figura_cuenta_entregas_enteras(monkeypatch, people):
    drawn = []
    monkeypatch.setattr(FigureCanvasAgg, "print_png", lambda self, *_, **__: drawn.append(self))
    pages._figure({"1.1": Counter(ok=people)}, ["ok"])
    (axes,) = drawn[0].figure.axes
    ticks = [tick for tick in axes.get_xticks() if tick <= axes.get_xlim()[1]]
    assert len(ticks) >= 2
    assert all(tick == int(tick) for tick in ticks)


def test_marca_las_respuestas_iguales_sin_quitar_puntos(tmp_path):
    rows = written(tmp_path, ANA, BETO, published={"g": "xyz", "h": "otra"})
    assert rows[0]["iguales"] == "g = la solución publicada · f = Beto"
    assert rows[1]["iguales"] == "f = Ana"
    assert rows[0]["puntos"] == "4"


def test_muchas_ayudas_iguales_no_tapan_una_respuesta_igual(tmp_path):
    helpers = {f"a{number:03}": f"ayuda {number}" for number in range(60)}
    copied = [
        result(name, [question("1.1")], prints={"_r": "abc"} | helpers) for name in ("Ana", "Beto")
    ]
    flood = [
        result(f"{a}{b}", [question("1.1")], prints={f"b{a}": f"{a}", f"c{b}": f"otra {b}"})
        for a in range(60)
        for b in range(2)
    ]
    carla = result("Carla", [question("1.1")], prints={"ridge": "sola", "ridge (1)": "abc"})
    rows = written(tmp_path, *copied, carla, *flood, published={"ridge": "otra"})
    assert rows[0]["iguales"].startswith("_r = Beto, Carla · a000, a001")
    assert rows[2]["iguales"] == "ridge (1) = Ana, Beto"
    text = " ".join(" ".join(Page((tmp_path / "resumen.html").read_text("utf-8")).text).split())
    first = text.partition("Las entregaron")[2]
    assert first.startswith(" ridge (1) Ana, Beto, Carla a000 , a001")
    assert "y 48 más Ana, Beto" in first


FAKES = (report.PUBLISHED, "La  Solución publicada", "Lа soluсión рublicada")


@pytest.mark.parametrize("fake", FAKES)
def test_iguales_nombra_a_cada_persona_con_su_identificador(tmp_path, fake):
    people = [
        result("Juan Pérez", [question("1.1")], identifier=number, prints={"f": "abc"})
        for number in ("7", "8")
    ]
    other = result(fake, [question("1.1")], prints={"f": "abc"})
    rows = {row["identificador"]: row for row in written(tmp_path, *people, other)}
    told = f"una persona que se llama «{fake}»"
    assert rows["7"]["iguales"] == f"f = Juan Pérez (8), {told}"
    assert rows[""]["iguales"] == "f = Juan Pérez (7), Juan Pérez (8)"


def test_lo_que_se_repite_miles_de_veces_no_llena_la_planilla(tmp_path):
    prints = {f"f{number}": "abc" for number in range(8_000)}
    rows = written(tmp_path, ANA | {"prints": prints}, BETO | {"prints": prints})
    assert all(len(cell) < 32_000 for row in rows for cell in row.values())
    assert rows[0]["iguales"] == "f0, f1, f10, f100, f1000, f1001, 7994 más = Beto"
    assert (tmp_path / "resumen.html").stat().st_size < 200_000


def adjust(tmp_path, *lines):
    save(tmp_path / "ajustes.csv", "\n".join([",".join(ADJUSTMENT_COLUMNS), *lines, ""]))


def test_un_ajuste_a_mano_cambia_los_puntos_y_dice_por_que(tmp_path):
    adjust(tmp_path, 'Beto,,1.2,"1,5",La idea estaba')
    rows = written(tmp_path, ANA, BETO)
    assert (rows[1]["puntos"], rows[1]["1.2"]) == ("3,5", "1,5")
    texts = [path.read_text("utf-8") for path in (tmp_path / "informes").iterdir()]
    assert sum("La idea estaba" in text for text in texts) == 1


@pytest.mark.parametrize(
    "line", ["Nadie,,1.2,1,x", "Beto,,9.9,1,x", "Beto,,1.2,3,x", "Beto,,1.2,-1,x", "Beto,,1.2,,x"]
)
def test_un_ajuste_que_no_calza_es_un_error(tmp_path, line):
    adjust(tmp_path, line)
    with pytest.raises(GradingError, match=r"ajustes\.csv"):
        written(tmp_path, ANA, BETO)


def test_un_ajuste_para_un_nombre_que_ahora_llevan_dos_se_explica(tmp_path):
    adjust(tmp_path, "Ana,,1.2,1,x")
    twins = [result(f"Ana ({mark})", [question("1.2")]) for mark in ("a1", "b2")]
    with pytest.raises(GradingError, match=r"más de una entrega.*«Ana \(a1\)», «Ana \(b2\)»"):
        written(tmp_path, *twins)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", ";,")
def test_un_ajuste_guardado_por_excel_se_entiende(tmp_path, encoding, delimiter):
    nunez = result("Núñez", [question("1.1")], identifier="=7")
    rows = [ADJUSTMENT_COLUMNS, ("Núñez", "'=7", "1.1", '"0,5"', "Está bien"), [""] * 5, []]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (tmp_path / "ajustes.csv").write_bytes(text.encode(encoding))
    (row,) = written(tmp_path, nunez)
    assert row["puntos"] == "0,5"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Beto,,1.2,NaN,x", "puntos en n"),
        (b"Beto,,1.2,Infinity,x", "puntos en n"),
        (b"Beto,,1.2,1,x\nBeto,,1.2,2,x", "repite"),
        (b"Beto,,1.2,1,\x81", "CSV UTF-8"),
        (b'Beto,,1.2,1,"' + b"x" * 200_000, "línea 2 .*falta cerrar"),
    ],
)
def test_un_ajuste_mal_escrito_se_dice_antes_de_calificar(tmp_path, content, message):
    header = ",".join(ADJUSTMENT_COLUMNS).encode()
    (tmp_path / "ajustes.csv").write_bytes(header + b"\n" + content)
    with pytest.raises(GradingError, match=message):
        report.prepare(tmp_path, "01")


def test_lo_ilegible_se_puede_calificar_a_mano(tmp_path):
    def body(student, rng):
        """La otra."""

    asked = [Question(name, 2, "", "", body) for name in ("1.1", "1.2")]
    adjust(tmp_path, 'Roto,,1.2,"1,5",Lo trajo impreso')
    report.write(tmp_path, [ROTO, ANA], {}, asked)
    (row,) = [one for one in report.read(tmp_path) if one["student"] == "Roto"]
    assert (row["state"], row["points"], row["grade"]) == ("ilegible", "1.5", "2,9")
    assert [one["state"] for one in row["questions"]] == ["manual", "manual"]
    assert "Lo trajo impreso" in (tmp_path / "informes" / f"{ROTO['slug']}.html").read_text("utf-8")


def test_el_informe_muestra_los_consejos(tmp_path):
    advised = question("1.1") | {"notes": ["`x` es una vista"]}
    written(tmp_path, result("Ana", [advised]))
    (path,) = (tmp_path / "informes").iterdir()
    assert "<code>x</code> es una vista" in path.read_text("utf-8")


def test_la_carpeta_de_otro_ejercicio_no_se_pisa(tmp_path):
    written(tmp_path, ANA)
    report.prepare(tmp_path, "01")
    with pytest.raises(GradingError, match="las notas del ejercicio 01"):
        report.prepare(tmp_path, "02")


def test_quien_ya_no_esta_en_el_curso_no_tiene_informe(tmp_path):
    written(tmp_path, ANA, BETO)
    written(tmp_path, ANA)
    assert [path.stem for path in (tmp_path / "informes").iterdir()] == [ANA["slug"]]


def test_los_mismos_resultados_dan_los_mismos_archivos(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        written(tmp_path / name, ANA, BETO, ROTO)
    files = [
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in "ab"
    ]
    assert files[0] == files[1]


def test_sin_aislamiento_lo_dicen_todos_los_informes(tmp_path):
    written(tmp_path, ANA | {"isolated": False}, BETO | {"isolated": False})
    pages = [*tmp_path.glob("informes/*.html"), tmp_path / "resumen.html"]
    assert all("sin aislamiento" in path.read_text("utf-8") for path in pages)


def test_lo_que_a_la_caja_le_falto_lo_dicen_todos_los_informes(tmp_path):
    lacking = {"weaknesses": ["sin topes para la caja entera"]}
    written(tmp_path, ANA | lacking, BETO | lacking)
    pages = [*tmp_path.glob("informes/*.html"), tmp_path / "resumen.html"]
    assert all("sin topes para la caja entera" in path.read_text("utf-8") for path in pages)


def test_un_curso_sin_nada_legible_tiene_resumen(tmp_path):
    (row,) = written(tmp_path, ROTO)
    assert row["nota"] == ""
    assert "no es un cuaderno" in (tmp_path / "resumen.html").read_text("utf-8")
