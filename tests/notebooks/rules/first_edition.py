"""La anatomía de la primera edición: se va con la última lección que la siga.

Celda 1: `# NN · Título` y una línea que resume. Celda 2: `## Ficha`, con los campos **Objetivos**,
**Requisitos**, **Lectura** (`N minutos`), **Ejecución** (`{{tiempo}}`) y **Clase**. El constructor
agrega después `## Preparación` con la celda de Colab; la celda 3 de la fuente es una frase y la 4,
las importaciones y `SEED`. Luego, secciones de nivel 2 en este orden, con estos nombres (pueden
seguir con dos puntos: `## La pregunta: ¿por qué memoriza?`) y otras entre medio si hacen falta:

    La pregunta             una figura de algo que falla
    Predice                 un widget: apostar antes de ejecutar
    La idea                 intuición → ecuación → la misma ecuación a mano en NumPy
    En course_lib           el código del paquete, a lo más 25 líneas
    Comprueba               chequeo de gradiente e invariantes, con el rango que se espera
    Experimentos            `### …` por experimento: pregunta, figura con semillas, «Qué se ve»
    Explora                 una figura fija y, debajo, el widget
    Paridad con Keras       tabla de max|Δ| y un assert (o `parity.compare`)
    ¿Cuándo falla?          un contraejemplo, calculado
    Lo que dice la clase    tabla con «se sostiene», «matizar» o «corregir» y enlaces a la celda
    Ejercicios              dos o tres `### …`, cada uno con tres pistas en su `<details>`
    Cuestionario            widget y su gemelo en `<details>` (4 a 6 preguntas)
    Resumen                 una lista de cinco líneas y «En Keras se escribe así»
    Glosario y referencias  los términos y las referencias con enlace a doi.org o arxiv.org

Un encabezado abre siempre su celda de texto. Para enlazar un lugar se pone ahí un
`<a id="nombre-sin-acentos"></a>`, en minúsculas: así llega en JupyterLab y en VS Code.
"""

import re
import statistics

from rules.document import Notebook, is_named

# Una lección cabe en una hora de lectura. La 01 pasa de 60 porque trae ocho experimentos de celdas
# cortas, y la 03 de 90 porque trae diez y dos exploradores: juntarlas las alargaría, y en palabras
# las dos están bajo su presupuesto
CELLS = (30, 100)
MEDIAN_LINES, MAX_LINES = 5, 20  # una celda se lee de un vistazo
MAX_WORDS = 4_500  # unos 25 minutos de lectura
MIN_FIGURES = 5
SECTIONS = (
    "Ficha",
    "Preparación",
    "La pregunta",
    "Predice",
    "La idea",
    "En course_lib",
    "Comprueba",
    "Experimentos",
    "Explora",
    "Paridad con Keras",
    "¿Cuándo falla?",
    "Lo que dice la clase",
    "Ejercicios",
    "Cuestionario",
    "Resumen",
    "Glosario y referencias",
)


def anatomia(notebook: Notebook) -> list[str]:
    """Están las dieciséis secciones, una vez cada una y en su orden."""
    titles = [title for title, _ in notebook.parts(2)]
    found = [name for title in titles for name in SECTIONS if is_named(title, name)]
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        return [f"falta la sección «{name}»" for name in missing]
    return [] if tuple(found) == SECTIONS else [f"secciones repetidas o en otro orden: {found}"]


def numero_de_celdas(notebook: Notebook) -> list[str]:
    """Una lección tiene entre 30 celdas y el máximo de CELLS."""
    count, (least, most) = len(notebook.cells), CELLS
    return [] if least <= count <= most else [f"tiene {count} celdas"]


def celdas_cortas(notebook: Notebook) -> list[str]:
    """El código tiene mediana de 5 líneas o menos, y a lo más 20 por celda."""
    lengths = {cell.where: len(cell.source.splitlines()) for cell in notebook.code}
    problems = [f"{where}: {n} líneas" for where, n in lengths.items() if n > MAX_LINES]
    median = statistics.median(lengths.values())
    return problems + ([f"mediana de {median} líneas"] if median > MEDIAN_LINES else [])


def palabras(notebook: Notebook) -> list[str]:
    """La prosa tiene a lo más 4.500 palabras; una dirección no se lee."""
    texts = (cell.source for cell in notebook.cells if not cell.is_code)
    sources = (re.sub(r"https?://[^\s)]+", "", text) for text in texts)
    count = sum(len(re.findall(r"\w+", source)) for source in sources)
    return [] if count <= MAX_WORDS else [f"tiene {count} palabras"]


def cinco_figuras(notebook: Notebook) -> list[str]:
    """Hay al menos cinco figuras."""
    count = sum(1 for cell in notebook.code for _ in cell.images)
    return [] if count >= MIN_FIGURES else [f"tiene {count} figuras"]


def figura_que_engancha(notebook: Notebook) -> list[str]:
    """La pregunta se abre con una figura."""
    shown = any(True for cell in notebook.section("La pregunta") for _ in cell.images)
    return [] if shown else ["«La pregunta» no muestra una figura"]


def contraejemplo_calculado(notebook: Notebook) -> list[str]:
    """Comprueba, Experimentos y ¿Cuándo falla? calculan: no solo cuentan."""
    return [
        f"«{name}» no ejecuta nada"
        for name in ("La idea", "Comprueba", "Experimentos", "¿Cuándo falla?")
        if not any(cell.is_code and cell.outputs for cell in notebook.section(name))
    ]
