"""Las piezas interactivas responden a cada control y se leen también sin kernel."""

import re
from base64 import b64decode
from html.parser import HTMLParser

import nbclient
import nbformat
import numpy as np
import pytest
from ipywidgets import FloatSlider

from course_lib.lab import twins, viz, widgets

X = np.linspace(0, 1, 20)


def draw(fig, rate):
    if not fig.axes:
        fig.subplots().plot(X, X, color=viz.COLORS["train"])
    fig.axes[0].lines[0].set_ydata(rate * X)
    return f"Una recta que parte en cero y sube con pendiente {rate}: más pendiente, más empinada."


def explorer():
    return widgets.explorer(draw, rate=widgets.slider("tasa", [0.1, 0.5, 0.9], start=0.5))


def still(bundle):
    """La figura que trae el gemelo."""
    return bundle["text/html"].split("base64,")[1].split('"')[0]


def picture(piece):
    return b64decode(re.search(r"base64,([^\"]+)\"", piece.image.value)[1])


@pytest.fixture
def shown(monkeypatch):
    """Lo que cada pieza manda a la pantalla, en orden."""
    bundles = []

    class Handle:
        def update(self, bundle, raw):
            bundles.append(bundle)

    def display(bundle, raw, display_id=False):
        assert raw
        bundles.append(bundle)
        return Handle()

    monkeypatch.setattr(twins, "display", display)
    monkeypatch.setattr(widgets, "_bets", {})
    return bundles


class Reader(HTMLParser):
    """Lee el HTML como un navegador: falla si una etiqueta queda sin cerrar."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.words = [], [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


def test_mover_un_control_dibuja_la_figura_nueva_y_su_descripcion():
    piece = explorer()
    before = picture(piece)
    assert "pendiente 0.5:" in piece.image.value
    piece.controls["rate"].value = 0.9
    assert picture(piece) != before
    assert picture(piece).startswith(b"\x89PNG")
    assert "pendiente 0.9:" in piece.image.value


def test_volver_al_mismo_valor_devuelve_la_misma_figura():
    piece = explorer()
    before = piece.image.value
    for value in (0.1, 0.5):
        piece.controls["rate"].value = value
    assert piece.image.value == before


def test_los_ejes_no_saltan_de_un_dibujo_a_otro():
    piece = explorer()
    box = piece._fig.axes[0].get_position().bounds
    piece.controls["rate"].value = 0.1
    assert piece._fig.axes[0].get_position().bounds == box


def test_una_descripcion_con_comillas_no_rompe_la_imagen():
    piece = widgets.explorer(
        lambda fig, a: (
            f'Una figura vacía llamada "a" <b> & más, que sirve para probar el texto {a}.'
        ),
        a=widgets.slider("a", [1, 2]),
    )
    assert 'alt="Una figura vacía llamada &quot;a&quot; &lt;b&gt; &amp;' in piece.image.value


def test_un_explorador_acepta_varios_controles_y_los_de_ipywidgets():
    calls = []

    def record(fig, **values):
        calls.append(values)
        return "x" * viz.ALT_MINIMUM

    piece = widgets.explorer(record, a=FloatSlider(value=1), b=widgets.slider("b", ["no", "sí"]))
    piece.controls["a"].value = 2
    piece.controls["b"].value = "sí"
    assert calls == [{"a": 1, "b": "no"}, {"a": 2, "b": "no"}, {"a": 2, "b": "sí"}]


def test_un_explorador_se_lee_sin_kernel_como_una_frase(shown):
    explorer()._ipython_display_()
    alive, twin = shown
    assert alive["application/vnd.jupyter.widget-view+json"]["version_major"] == 2
    assert twin["text/plain"].startswith("Explorador interactivo (tasa)")
    assert 'alt="Una recta que parte en cero y sube con pendiente 0.5' in twin["text/html"]


@pytest.mark.parametrize(
    ("controls", "error"),
    [({}, "al menos un control"), ({"rate": 0.5}, "`rate` debe ser un control")],
)
def test_un_explorador_explica_que_control_le_falta(controls, error):
    with pytest.raises((TypeError, ValueError), match=error):
        widgets.explorer(draw, **controls)


def test_un_explorador_exige_que_draw_describa_la_figura():
    with pytest.raises(ValueError, match="al menos 60 caracteres"):
        widgets.explorer(lambda fig, a: "corta", a=widgets.slider("a", [1, 2]))


def test_un_deslizador_muestra_coma_decimal_y_recorre_valores_disparejos():
    control = widgets.slider("λ", [0, 1e-3, 0.05, 12_500])
    assert [label for label, _ in control.options] == ["0", "0,001", "0,05", "12.500"]
    assert (control.value, control.description) == (0, "λ")


@pytest.mark.parametrize(("values", "start"), [([], None), ([1], None), ([1, 2], 3)])
def test_un_deslizador_rechaza_valores_imposibles(values, start):
    with pytest.raises(ValueError, match=r"`values` debe|`start` debe"):
        widgets.slider("a", values, start)


QUESTION, OPTIONS = "¿Qué pasa con el error si `λ` crece mucho?", ["Sube", "Baja", "Queda < 1"]


def predict(key="lambda"):
    return widgets.prediction(QUESTION, OPTIONS, key)


def test_una_prediccion_parte_sin_apuesta_y_recuerda_la_elegida(shown):
    guess = predict()
    assert guess.value is None
    guess.choices.value = "Baja"
    assert guess.value == "Baja"
    assert predict().value == "Baja"
    assert predict("otra").value is None


def test_una_prediccion_se_lee_sin_kernel_como_una_pregunta(shown):
    predict()._ipython_display_()
    _, bundle = shown
    text = Reader(bundle["text/html"]).text
    assert text.startswith(f"Predice. {QUESTION.replace('`', '')}")
    assert "<code>λ</code>" in bundle["text/html"]
    assert all(option in text for option in OPTIONS)
    assert bundle["text/plain"].endswith("Opciones: Sube · Baja · Queda < 1")


def reveal(guess):
    return widgets.reveal(guess, answer="Sube", explanation="Los pesos quedan casi en cero.")


def test_sin_apuesta_la_respuesta_igual_se_entiende(shown):
    reveal(predict())._ipython_display_()
    text = shown[0]["text/plain"]
    assert text.startswith("Respuesta: Sube. Los pesos quedan casi en cero. ¿Qué habrías dicho tú?")
    assert Reader(shown[0]["text/html"]).text == text


@pytest.mark.parametrize(("choice", "verdict"), [("Sube", "acertaste"), ("Baja", "no fue así")])
def test_con_apuesta_la_respuesta_dice_si_se_acerto(shown, choice, verdict):
    guess = predict()
    guess.choices.value = choice
    assert f"Predijiste «{choice}»: {verdict}." in reveal(guess).text


def test_cambiar_la_apuesta_cambia_la_respuesta_ya_mostrada(shown):
    guess = predict()
    reveal(guess)._ipython_display_()
    guess.choices.value = "Baja"
    assert "«Baja»: no fue así" in shown[-1]["text/plain"]
    guess.choices.value = "Sube"
    assert "«Sube»: acertaste" in shown[-1]["text/html"]
    assert len(shown) == 3


def test_la_respuesta_sigue_a_la_apuesta_aunque_se_vuelva_a_ejecutar_su_celda(shown):
    before = predict()
    before.choices.value = "Baja"
    reveal(before)._ipython_display_()
    again = predict()
    again.choices.value = "Sube"
    assert "Predijiste «Sube»: acertaste" in shown[-1]["text/plain"]
    again._ipython_display_()
    before.choices.value = "Baja"
    assert again.value == "Baja"


def test_con_otras_opciones_la_apuesta_es_otra_y_conserva_lo_que_todavia_existe(shown):
    predict().choices.value = "Baja"
    kept = widgets.prediction(QUESTION, ["Baja", "Nada"], "lambda")
    assert kept.value == "Baja"
    assert predict().options == OPTIONS
    assert widgets.prediction(QUESTION, ["Nada", "Todo"], "lambda").value is None


def test_la_respuesta_debe_ser_una_de_las_opciones():
    with pytest.raises(ValueError, match="`answer` debe ser una de las opciones"):
        widgets.reveal(predict(), answer="Explota", explanation="No.")


@pytest.mark.parametrize("options", [[], ["Sube"], ["Sube", "Sube"], ["Sube", ""]])
def test_una_prediccion_necesita_opciones_distintas_y_con_texto(options):
    with pytest.raises(ValueError, match="options"):
        widgets.prediction(QUESTION, options, "clave")


QUESTIONS = [
    widgets.Question(
        "¿Qué hace `L2`?",
        {"Achica los pesos": "Resta 2ηλw.", "Borra neuronas": "Eso es dropout."},
        answer="Achica los pesos",
    ),
    widgets.Question("¿Y si λ = 0?", {"Nada": "No se suma nada.", "Explota": "Al revés."}, "Nada"),
]


def test_el_cuestionario_explica_cada_opcion_que_se_elige():
    test = widgets.quiz(QUESTIONS)
    for option, verdict in (
        ("Borra neuronas", "✘ Todavía no."),
        ("Achica los pesos", "✔ Correcto."),
    ):
        test.choices[0].value = option
        shown = Reader(test.feedback[0].value).text
        assert shown == f"{verdict} {QUESTIONS[0].options[option]}"
    assert test.feedback[1].value == ""


def test_el_cuestionario_cuenta_las_correctas():
    test = widgets.quiz(QUESTIONS)
    assert "Correctas: 0 de 2." in test.score.value
    test.choices[0].value = "Achica los pesos"
    test.choices[1].value = "Explota"
    assert "Correctas: 1 de 2." in test.score.value
    test.choices[1].value = "Nada"
    assert "Correctas: 2 de 2." in test.score.value


def test_el_cuestionario_se_puede_responder_sin_kernel(shown):
    widgets.quiz(QUESTIONS)._ipython_display_()
    _, twin = shown
    reader = Reader(twin["text/html"])
    assert reader.seen.count("details") == 4  # uno por opción
    for question in QUESTIONS:
        for option, explanation in question.options.items():
            assert option in reader.text
            assert explanation in reader.text
    assert reader.text.count("✔ Correcto.") == len(QUESTIONS)


def test_nada_depende_solo_del_color(shown):
    widgets.quiz(QUESTIONS)._ipython_display_()
    assert "color" not in shown[1]["text/html"]


@pytest.mark.parametrize(
    ("text", "options", "answer", "error"),
    [
        ("", {"a": "1", "b": "2"}, "a", "`text`"),
        ("¿?", {"a": "1", "b": ""}, "a", r"`options\['b'\]`"),
        ("¿?", {"a": "1"}, "a", "al menos dos respuestas"),
        ("¿?", {"a": "1", "b": "2"}, "c", "`answer`"),
    ],
)
def test_una_pregunta_incompleta_no_se_construye(text, options, answer, error):
    with pytest.raises(ValueError, match=error):
        widgets.Question(text, options, answer)


@pytest.mark.parametrize("questions", [[], ["¿?"]])
def test_un_cuestionario_sin_preguntas_no_se_construye(questions):
    with pytest.raises(TypeError, match="al menos una Question"):
        widgets.quiz(questions)


NOTEBOOK = """
from course_lib.lab import twins, viz, widgets
import numpy as np
def draw(fig, a):
    if not fig.axes:
        fig.subplots().plot([0, 1])
    fig.axes[0].lines[0].set_ydata([0, a])
    return f"Una recta entre cero y {a}, en una figura de prueba con ejes y sin más curvas."
widgets.explorer(draw, a=widgets.slider("a", [1, 2]))
---
guess = widgets.prediction("¿Sube?", ["Sí", "No"], "sube")
guess
---
widgets.reveal(guess, answer="Sí", explanation="Porque a crece.")
---
widgets.quiz([widgets.Question("¿Uno?", {"Sí": "Claro.", "No": "Mira de nuevo."}, "Sí")])
"""


def outputs():
    cells = [nbformat.v4.new_code_cell(code) for code in NOTEBOOK.split("---\n")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, store_widget_state=False).execute()
    return [
        [dict(output.get("data", output)) for output in cell.outputs] for cell in notebook.cells
    ]


def test_reiniciar_y_ejecutar_todo_da_siempre_las_mismas_salidas_y_nada_en_stderr():
    runs = outputs(), outputs()
    for cells in runs:
        for view in (
            data.pop("application/vnd.jupyter.widget-view+json", None)
            for cell in cells
            for data in cell
        ):
            assert view is None or view["model_id"]
    assert runs[0] == runs[1]
    assert [len(cell) for cell in runs[0]] == [2, 2, 1, 2]
    assert all(set(data) <= {"text/plain", "text/html"} for cell in runs[0] for data in cell)


def test_volver_a_un_valor_no_vuelve_a_dibujar(shown):
    drawn = []

    def record(fig, rate):
        drawn.append(rate)
        return draw(fig, rate)

    piece = widgets.explorer(record, rate=widgets.slider("tasa", [0.1, 0.5, 0.9]))
    first = picture(piece)
    for rate in (0.5, 0.1, 0.5, 0.1):
        piece.controls["rate"].value = rate
    assert drawn == [0.1, 0.5]
    assert picture(piece) == first
    assert "pendiente 0.1" in piece.image.value


def test_el_gemelo_lleva_la_figura_del_valor_de_ahora(shown):
    piece = explorer()
    for rate in (0.9, 0.5):  # la de 0,5 ya está dibujada, y en la figura quedó la de 0,9
        piece.controls["rate"].value = rate
    piece._ipython_display_()
    explorer()._ipython_display_()
    (moved, fresh) = [bundle for bundle in shown if "base64," in bundle.get("text/html", "")]
    assert still(moved) == still(fresh)
