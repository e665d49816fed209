"""La anatomía de la segunda edición: un camino principal que se basta y lo demás, plegado.

Celda 1: `# NN · Título` y una línea que resume; el constructor agrega después `## Preparación` con
la celda de Colab. Luego, secciones de nivel 2 en este orden, con estos nombres (pueden seguir con
dos puntos: `## La pregunta: ¿por qué memoriza?`) y otras entre medio si hacen falta:

    La pregunta             la primera figura, entre las cinco primeras celdas
    Ficha                   **Objetivos**, **Requisitos**, **Tiempo** (`{{tiempos}}`) y **Clase**
    Predice                 `widgets.prediction`; `widgets.reveal`, a lo más ocho celdas después
    La idea                 un dibujo, y recién después la primera ecuación
    Escríbelo tú            la técnica, con un hueco (`# tu …`) y su `check` en el acto
    Experimentos            `### …` por experimento, con el mapa y lo que se ve
    Explora                 una figura fija y, debajo, el único explorador
    Paridad con Keras       `parity.compare` a la vista
    ¿Cuándo falla?          un contraejemplo, calculado
    Lo que dice la clase    a lo más seis filas, con veredicto y enlace a la celda
    Ejercicios              dos `### … (N minutos)`, cada uno con tres pistas en su `<details>`
    Cuestionario            cuatro preguntas
    Resumen                 cinco líneas, con su optimizador y su presupuesto, y «En Keras…»
    Para profundizar        plegado: `### …` que nadie necesita después
    Glosario y referencias  los términos y las referencias con enlace a doi.org o arxiv.org

Lo que prueba el texto va en celdas con la etiqueta `comprobacion`, que el constructor pliega y
titula. Para enlazar un lugar se pone ahí un `<a id="nombre-sin-acentos"></a>`, en minúsculas: así
llega en JupyterLab y en VS Code.
"""

import re
import statistics

from notebook_builder.document import LESSON, Document
from notebook_builder.reading import MINUTES, words
from notebooks import ROOT
from rules.document import Notebook, is_named
from rules.lesson import verdict_rows

# Techos y no metas: los cursos más claros andan por 40 celdas y 1.800 palabras
ROAD_CELLS, ROAD_WORDS, DEEPER_CELLS = 55, 2_600, 30
MEDIAN_LINES, MAX_LINES = 5, 16
HOOK = 5
ANSWER = 8
VERDICTS = 6
QUESTIONS = 4
EXERCISES = 2

SECTIONS = (
    "Preparación",
    "La pregunta",
    "Ficha",
    "Predice",
    "La idea",
    "Escríbelo tú",
    "Experimentos",
    "Explora",
    "Paridad con Keras",
    "¿Cuándo falla?",
    "Lo que dice la clase",
    "Ejercicios",
    "Cuestionario",
    "Resumen",
    "Para profundizar",
    "Glosario y referencias",
)


def orden(notebook: Notebook) -> list[str]:
    """Están las secciones de la segunda edición, una vez cada una y en su orden."""
    titles = [title for title, _ in notebook.parts(2)]
    found = [name for title in titles for name in SECTIONS if is_named(title, name)]
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        return [f"falta la sección «{name}»" for name in missing]
    return [] if tuple(found) == SECTIONS else [f"secciones repetidas o en otro orden: {found}"]


def camino_corto(notebook: Notebook) -> list[str]:
    """El camino principal tiene a lo más 55 celdas y 2.600 palabras; lo plegado, 30 celdas."""
    count = sum(words(cell.source) for cell in notebook.road if not cell.is_code)
    sizes = (
        (len(notebook.road), ROAD_CELLS, "celdas en el camino principal"),
        (count, ROAD_WORDS, "palabras en el camino principal"),
        (len(notebook.deeper), DEEPER_CELLS, "celdas en «Para profundizar»"),
    )
    return [f"{size} {what}, y caben {most}" for size, most, what in sizes if size > most]


def figura_al_abrir(notebook: Notebook) -> list[str]:
    """La primera figura está entre las cinco primeras celdas."""
    shown = any(True for cell in notebook.cells[:HOOK] for _ in cell.images)
    return [] if shown else [f"las primeras {HOOK} celdas no muestran una figura"]


def codigo_de_un_vistazo(notebook: Notebook) -> list[str]:
    """El código a la vista tiene mediana de 5 líneas o menos, y a lo más 16 por celda."""
    shown = [cell for cell in notebook.own_code if not cell.is_check]
    lengths = {cell.where: len(cell.source.splitlines()) for cell in shown}
    problems = [f"{where}: {n} líneas" for where, n in lengths.items() if n > MAX_LINES]
    median = statistics.median(lengths.values() or [0])
    return problems + ([f"mediana de {median} líneas"] if median > MEDIAN_LINES else [])


def apuesta_respondida(notebook: Notebook) -> list[str]:
    """Cada predicción se responde a lo más ocho celdas después."""
    bets = [cell for cell in notebook.own_code if "widgets.prediction(" in cell.source]
    answers = [cell.number for cell in notebook.own_code if "widgets.reveal(" in cell.source]
    return [
        f"{bet.where}: la respuesta no llega en las {ANSWER} celdas que siguen"
        for bet in bets
        if not any(bet.number < answer <= bet.number + ANSWER for answer in answers)
    ]


def dibujar_antes_de_derivar(notebook: Notebook) -> list[str]:
    """«La idea» muestra un dibujo antes de su primera ecuación."""
    for cell in notebook.section("La idea"):
        if any(True for _ in cell.images):
            return []
        if not cell.is_code and "$$" in cell.source:
            break
    return ["«La idea» no dibuja antes de su primera ecuación"]


def escribir_la_tecnica(notebook: Notebook) -> list[str]:
    """En «Escríbelo tú» hay un hueco que llenar (`# tu …`) y una revisión en el acto."""
    code = "\n".join(cell.source for cell in notebook.section("Escríbelo tú") if cell.is_code)
    problems = [] if re.search(r"#.*\btu\b", code) else ["«Escríbelo tú» no deja un hueco"]
    return problems + ([] if "check(" in code else ["«Escríbelo tú» no revisa lo escrito"])


def un_explorador(notebook: Notebook) -> list[str]:
    """Hay un solo explorador en la lección: el mejor."""
    count = sum(cell.source.count("widgets.explorer(") for cell in notebook.own_code)
    return [] if count == 1 else [f"tiene {count} exploradores"]


def paridad_a_la_vista(notebook: Notebook) -> list[str]:
    """La paridad con Keras se compara en una celda a la vista."""
    cells = notebook.section("Paridad con Keras")
    shown = any("parity.compare(" in cell.source for cell in cells if not cell.is_check)
    return [] if shown else ["«Paridad con Keras» no compara a la vista"]


def secciones_que_calculan(notebook: Notebook) -> list[str]:
    """La idea, los experimentos y ¿Cuándo falla? calculan: no solo cuentan."""
    return [
        f"«{name}» no ejecuta nada"
        for name in ("La idea", "Experimentos", "¿Cuándo falla?")
        if not any(cell.is_code and cell.outputs for cell in notebook.section(name))
    ]


def seis_veredictos(notebook: Notebook) -> list[str]:
    """«Lo que dice la clase» trae a lo más seis filas; las demás van plegadas."""
    count = len(verdict_rows(notebook))
    return [] if count <= VERDICTS else [f"trae {count} filas, y caben {VERDICTS}"]


def dos_ejercicios_con_sus_minutos(notebook: Notebook) -> list[str]:
    """Hay dos ejercicios (###), y cada título termina con sus minutos: «(5 minutos)»."""
    cells = notebook.section("Ejercicios")
    titles = [f"### {text}" for cell in cells for _, level, text in cell.headings if level == 3]
    problems = [] if len(titles) == EXERCISES else [f"hay {len(titles)} ejercicios (###)"]
    return problems + [
        f"{title}: no dice sus minutos" for title in titles if not MINUTES.search(title)
    ]


def cuatro_preguntas(notebook: Notebook) -> list[str]:
    """El cuestionario tiene cuatro preguntas."""
    cells = notebook.section("Cuestionario")
    html = "".join(
        out.get("data", {}).get("text/html", "") for cell in cells for out in cell.outputs
    )
    count = len(re.findall(r"<strong>\d+\.</strong>", "".join(html)))
    return [] if count == QUESTIONS else [f"tiene {count} preguntas"]


def resumen_con_sus_condiciones(notebook: Notebook) -> list[str]:
    """El resumen dice con qué optimizador y con cuántos pasos o épocas vale lo que afirma."""
    text = "\n".join(cell.source for cell in notebook.section("Resumen"))
    told = {
        "el optimizador": r"\b(?:SGD|Adam)\b",
        "los pasos o las épocas": r"\b(?:pasos|épocas)\b",
    }
    return [f"no dice {what}" for what, pattern in told.items() if not re.search(pattern, text)]


def tiempos_calculados(notebook: Notebook) -> list[str]:
    """La ficha toma sus minutos del constructor (`{{tiempos}}`): nadie los escribe."""
    slug = notebook.name.removeprefix(f"{LESSON}/").removesuffix(".ipynb")
    text = Document(ROOT, LESSON, slug).source.read_text(encoding="utf-8")
    ficha = re.search(r"^# ## Ficha\n(.*?)(?:^# %%|\Z)", text, re.DOTALL | re.MULTILINE)
    problems = [] if ficha and "{{tiempos}}" in ficha[1] else ["la ficha no trae {{tiempos}}"]
    typed = re.findall(r"\d+ min\w*", ficha[1]) if ficha else []
    return problems + [f"la ficha trae escrito «{minutes}»" for minutes in typed]
