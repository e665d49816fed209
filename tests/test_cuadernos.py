"""Las reglas de los cuadernos: lo que una lección promete, leído en el JSON sin ejecutar nada.

Especificación para quien escribe una lección (`notebooks/src/NN_slug.py`)
--------------------------------------------------------------------------
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

Un encabezado abre siempre su celda de texto. Para enlazar una sección del mismo cuaderno se usa su
título con guiones, `#Paridad-con-Keras`; si lleva acentos o signos, JupyterLab no lo encuentra y
hay que poner al lado un `<a id="nombre-sin-acentos"></a>`. El resto de las reglas está en las
funciones de este archivo: la primera línea de cada una es la regla.
"""

import ast
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from notebooks import BEGIN, END, FOLDERS, NOT_MEASURED, STUB, WIDGET, Course

ROOT = Path(__file__).parents[1]

# Presupuestos: alarmas, no metas. Si uno empeora una lección, se sube aquí con su razón.
# Una lección cabe en una hora de lectura. La 01 pasa de 60 porque trae ocho experimentos de celdas
# cortas, y la 03 de 90 porque trae diez y dos exploradores: juntarlas las alargaría, y en palabras
# las dos están bajo su presupuesto
CELLS = (30, 100)
MEDIAN_LINES, MAX_LINES, MAX_COLUMNS = 5, 20, 88  # una celda se lee de un vistazo, sin desplazarse
MAX_WORDS = 4_500  # unos 25 minutos de lectura
MAX_BYTES = 700_000  # GitHub y Colab muestran el archivo sin demora
MIN_FIGURES, MIN_ALT = 5, 60  # una descripción más corta no reemplaza a una figura
MAX_SECONDS = 60  # a solas, en 2 núcleos y sin GPU
MAX_DIGITS = 3  # sobreviven a otro procesador
MAX_SOURCE_LINES = 25  # el código del paquete que se muestra de una vez
QUESTIONS = (4, 6)

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
FIELDS = ("Objetivos", "Requisitos", "Lectura", "Ejecución", "Clase")
TAGS = {"nbval-ignore-output", "raises-exception", "solo-solucion"}


@dataclass
class Cell:
    """Una celda con su número y lo que las reglas preguntan de ella."""

    number: int
    kind: str
    source: str
    raw: dict

    @property
    def where(self) -> str:
        return f"celda {self.number} («{(self.source.splitlines() or [''])[0][:50]}»)"

    @property
    def is_code(self) -> bool:
        return self.kind == "code"

    @property
    def tags(self) -> set[str]:
        return set(self.raw["metadata"].get("tags", ()))

    @property
    def outputs(self) -> list[dict]:
        return self.raw.get("outputs", [])

    @property
    def headings(self) -> list[tuple[int, int, str]]:
        """Línea, nivel y texto de cada encabezado; lo que hay entre ``` no cuenta."""
        found, fenced = [], False
        for number, line in enumerate(self.source.splitlines()):
            fenced ^= line.startswith("```")
            match = re.match(r"(#{1,6}) (.+)", line)
            if match and not fenced and not self.is_code:
                found.append((number, len(match[1]), match[2].strip()))
        return found

    @property
    def prose(self) -> str:
        """El texto sin código, fórmulas, etiquetas HTML ni direcciones."""
        if self.is_code:
            return ""
        text = re.sub(r"^```.*?^```", " ", self.source, flags=re.DOTALL | re.MULTILINE)
        for pattern in (r"`[^`]*`", r"\$\$.*?\$\$", r"\$[^$]*\$", r"<[^>]+>"):
            text = re.sub(pattern, " ", text, flags=re.DOTALL)
        return re.sub(r"https?://\S+", " ", re.sub(r"\]\([^)]*\)", "]", text))

    @property
    def images(self) -> Iterator[dict]:
        return (out for out in self.outputs if "image/png" in out.get("data", {}))

    @property
    def has_widget(self) -> bool:
        return any(WIDGET in out.get("data", {}) for out in self.outputs)

    @property
    def texts(self) -> Iterator[str]:
        """Lo que la celda muestra como texto; del HTML, lo que se lee."""
        for out in self.outputs:
            data = out.get("data", {})
            html = re.sub(r"<[^>]*>", " ", data.get("text/html", ""))
            if WIDGET not in data:
                yield from filter(None, (out.get("text"), data.get("text/plain"), html))

    @property
    def python(self) -> str:
        """El código sin las líneas que solo entiende IPython."""
        return re.sub(r"^(\s*)[%!].*$", r"\1pass", self.source, flags=re.MULTILINE)


@dataclass
class Notebook:
    """Un cuaderno construido, visto como documento."""

    name: str
    folder: Path
    text: str

    @cached_property
    def cells(self) -> list[Cell]:
        raw = nbformat.reads(self.text, as_version=4)
        return [
            Cell(number, cell.cell_type, cell.source, cell)
            for number, cell in enumerate(raw.cells, 1)
        ]

    @property
    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_code]

    @property
    def own_code(self) -> list[Cell]:
        """El código de quien escribe: todo menos la celda de Colab, que es la primera."""
        return self.code[1:]

    @property
    def headings(self) -> list[tuple[Cell, int, str]]:
        return [(cell, level, text) for cell in self.cells for _, level, text in cell.headings]

    def parts(self, deepest: int) -> list[tuple[str, list[Cell]]]:
        """Parte el cuaderno en cada encabezado de nivel 2 a `deepest`."""
        parts: list[tuple[str, list[Cell]]] = []
        for cell in self.cells:
            opening = [text for _, level, text in cell.headings if 2 <= level <= deepest]
            if opening or not parts:
                parts.append((opening[0] if opening else "", []))
            parts[-1][1].append(cell)
        return parts

    def section(self, name: str) -> list[Cell]:
        return next((cells for title, cells in self.parts(2) if is_named(title, name)), [])


def is_named(title: str, name: str) -> bool:
    return title == name or title.startswith(f"{name}:")


Rule = Callable[[Notebook], list[str]]


# --- Reglas de todo cuaderno ----------------------------------------------------------------------


def titulo_unico(notebook: Notebook) -> list[str]:
    """Hay exactamente un título de nivel 1, en la primera celda: «NN · Título»."""
    titles = [(cell.number, text) for cell, level, text in notebook.headings if level == 1]
    expected = len(titles) == 1 and titles[0][0] == 1 and re.match(r"\d\d · .", titles[0][1])
    return [] if expected else [f"títulos de nivel 1: {titles}"]


def ficha_completa(notebook: Notebook) -> list[str]:
    """La ficha trae sus cinco campos: objetivos que se miden, minutos y tiempo medido."""
    text = "\n".join(cell.source for cell in notebook.section("Ficha"))
    values = dict(re.findall(r"\*\*(\w+)\*\*:? *\|? *(.+?)(?=\n- |\n\||\n\n|$)", text, re.DOTALL))
    problems = [f"falta el campo {field}" for field in FIELDS if field not in values]
    if not re.search(r"\d+ min", values.get("Lectura", "")):
        problems.append("Lectura no dice cuántos minutos")
    if NOT_MEASURED in values.get("Ejecución", ""):
        problems.append("Ejecución no tiene tiempo: `tools/notebooks.py build --medir`")
    vague = re.findall(
        r"\b(?:entender|comprender|conocer|aprender|saber)\b",
        values.get("Objetivos", ""),
        re.IGNORECASE,
    )
    return problems + [f"el objetivo «{verb}» no se puede medir" for verb in vague]


def encabezados_en_orden(notebook: Notebook) -> list[str]:
    """Los encabezados bajan de a un nivel y cada uno abre su celda."""
    problems, last = [], 0
    for cell, level, text in notebook.headings:
        if level > last + 1:
            problems.append(f"{cell.where}: «{text}» salta del nivel {last} al {level}")
        last = level
    for cell in notebook.cells[1:]:
        if [line for line, _, _ in cell.headings] not in ([], [0]):
            problems.append(f"{cell.where}: un encabezado abre su celda, y hay uno por celda")
    return problems


def celdas_angostas(notebook: Notebook) -> list[str]:
    """Ninguna línea de código pasa de 88 columnas."""
    return [
        f"{cell.where}: una línea de {len(line)} columnas"
        for cell in notebook.own_code
        for line in cell.source.splitlines()
        if len(line) > MAX_COLUMNS
    ]


def codigo_con_una_frase_antes(notebook: Notebook) -> list[str]:
    """Nunca hay dos celdas de código seguidas."""
    pairs = zip(notebook.cells, notebook.cells[1:], strict=False)
    return [
        f"{after.where}: sigue a otra celda de código sin una frase"
        for before, after in pairs
        if before.is_code and after.is_code
    ]


def nada_escondido(notebook: Notebook) -> list[str]:
    """Ninguna celda llega plegada, como formulario ni con su código oculto."""
    hidden = {"collapsed", "jupyter", "cellView", "hide_input"}
    return [
        f"{cell.where}: esconde su código"
        for cell in notebook.code
        if hidden & set(cell.raw["metadata"]) or re.search(r"^#\s*@(title|markdown)", cell.source)
    ]


def solo_etiquetas_conocidas(notebook: Notebook) -> list[str]:
    """Las etiquetas son de la lista; `solo-solucion` vive solo en solutions."""
    allowed = TAGS if notebook.name.startswith("solutions") else TAGS - {"solo-solucion"}
    return [
        f"{cell.where}: etiqueta desconocida «{tag}»"
        for cell in notebook.cells
        for tag in sorted(cell.tags - allowed)
    ]


def sin_semillas_globales(notebook: Notebook) -> list[str]:
    """El azar sale de un generador con semilla, nunca de un estado global."""
    pattern = (
        r"np\.random\.(?!default_rng\(\w|Generator|SeedSequence|PCG64)\w+"
        r"|\brandom\.seed|set_random_seed|set_seed|^\s*(?:import random|from random )"
    )
    return [
        f"{cell.where}: azar sin generador propio: {match[0].strip()}"
        for cell in notebook.code
        for match in re.finditer(pattern, cell.source, re.MULTILINE)
    ]


def rng_por_seccion(notebook: Notebook) -> list[str]:
    """Cada sección (niveles 2 y 3) que usa `rng` lo crea antes, con `default_rng(SEED)`."""
    problems, creation = [], "rng = np.random.default_rng(SEED)"
    for title, cells in notebook.parts(3):
        code = "\n".join(cell.python for cell in cells if cell.is_code)
        before, created, _ = code.partition(creation)
        if uses_rng(code) and (not created or uses_rng(before)):
            problems.append(f"sección «{title}»: usa rng y no parte con `{creation}`")
    return problems


def uses_rng(code: str) -> bool:
    """Dice si el código lee el `rng` del cuaderno, y no el que recibe una función."""

    def visit(node: ast.AST) -> bool:
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            names = [arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)]
            if "rng" in names:
                return any(visit(default) for default in node.args.defaults)
        if isinstance(node, ast.Name) and node.id == "rng":
            return isinstance(node.ctx, ast.Load)
        return any(visit(child) for child in ast.iter_child_nodes(node))

    return visit(ast.parse(code))


def sin_magias(notebook: Notebook) -> list[str]:
    """No hay `!` ni `%` fuera de la celda de Colab."""
    return [
        f"{cell.where}: `{line.strip()}` solo funciona en IPython"
        for cell in notebook.own_code
        for line in cell.source.splitlines()
        if re.match(r"\s*[!%]", line)
    ]


def sin_red(notebook: Notebook) -> list[str]:
    """Después de la celda de Colab no se usa la red."""
    pattern = r"\b(?:urllib|requests|urlopen|wget)\b|keras\.datasets|full=True"
    return [
        f"{cell.where}: usa la red ({match[0]})"
        for cell in notebook.own_code
        for match in re.finditer(pattern, cell.source)
    ]


UNACCENTED = (
    r"\w+cion|tambien|numeros?|metodos?|parametros?|hiperparametros?|maximos?|minimos?|epocas?"
    r"|aqui|asi|despues|traves|ademas|segun|codigo|facil|dificil|rapid[oa]s?|graficos?"
    r"|estadistic[oa]s?|matematic[oa]s?|caracteristicas?|paginas?|indices?|raiz|mas|tamano"
    r"|pequen[oa]s?|diseno|senal(?:es)?|espanol|anos?|analisis|hipotesis|sintesis|ultim[oa]s?"
    r"|unic[oa]s?|practic[oa]s?|teoric[oa]s?|logic[oa]s?|simetri[oa]s?|simetria|perdida de"
)


def ortografia(notebook: Notebook) -> list[str]:
    """La prosa y las descripciones llevan sus acentos, y cada «?» abre con «¿»."""
    references = {cell.number for cell in notebook.section("Glosario y referencias")}
    problems = []
    for cell in notebook.cells:
        shown = " ".join([cell.prose, *(alt(image) for image in cell.images)])
        words = re.findall(rf"\b(?:{UNACCENTED})\b", shown, re.IGNORECASE)
        problems += [f"{cell.where}: «{word}» va con acento o con ñ" for word in words]
        if cell.number not in references and shown.count("?") != shown.count("¿"):
            problems.append(f"{cell.where}: hay «?» sin su «¿»")
    return problems


def enlaces_que_llegan(notebook: Notebook) -> list[str]:
    """Todo enlace relativo llega a un archivo, y todo ancla a un lugar del cuaderno."""
    anchors = {re.sub("[`*]", "", text).replace(" ", "-") for *_, text in notebook.headings}
    sources = [cell.source for cell in notebook.cells if not cell.is_code]
    anchors |= {name for source in sources for name in re.findall(r'<a id="([^"]+)"', source)}
    problems = []
    for cell in notebook.cells:
        targets = re.findall(r"\]\(([^)\s]+)\)", cell.source) if not cell.is_code else []
        for target in map(unquote, targets):
            path, _, anchor = target.partition("#")
            if path.startswith(("http://", "https://")):
                continue
            if path and not (notebook.folder / path).exists():
                problems.append(f"{cell.where}: el enlace {path} no llega a un archivo")
            if not path and anchor not in anchors:
                problems.append(f"{cell.where}: el ancla #{anchor} no existe")
            if not anchor.isascii():
                problems.append(f"{cell.where}: JupyterLab no encuentra #{anchor}; usa <a id>")
    return problems


def imagenes_de_texto_con_alternativa(notebook: Notebook) -> list[str]:
    """Las imágenes escritas en Markdown o HTML llevan texto alternativo."""
    bare = r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")[^>]*>"
    html = (out.get("data", {}).get("text/html", "") for c in notebook.cells for out in c.outputs)
    sources = [cell.source for cell in notebook.cells if not cell.is_code]
    found = [match[0] for text in (*sources, *html) for match in re.finditer(bare, text)]
    return [f"imagen sin alternativa: {image[:60]}" for image in found]


def liviano(notebook: Notebook) -> list[str]:
    """El archivo pesa a lo más 700 kB."""
    size = len(notebook.text.encode())
    return [] if size <= MAX_BYTES else [f"pesa {size / 1000:.0f} kB"]


# --- Reglas de lo ejecutado: lecciones y soluciones -----------------------------------------------


def contado_desde_uno(notebook: Notebook) -> list[str]:
    """Las celdas van numeradas de 1 a n: nbval no compara una celda sin número."""
    counts = [cell.raw["execution_count"] for cell in notebook.code]
    expected = list(range(1, len(counts) + 1))
    return [] if counts == expected else [f"números de ejecución: {counts}"]


def errores_prometidos(notebook: Notebook) -> list[str]:
    """Falla lo que lleva `raises-exception`, y nada más."""
    problems = []
    for cell in notebook.code:
        fails = any(out["output_type"] == "error" for out in cell.outputs)
        if fails != ("raises-exception" in cell.tags):
            problems.append(f"{cell.where}: {'falla' if fails else 'promete un error y no falla'}")
    return problems


def sin_stderr(notebook: Notebook) -> list[str]:
    """Ninguna celda escribe en stderr."""
    return [
        f"{cell.where}: escribe en stderr: {out['text'][:60]!r}"
        for cell in notebook.code
        for out in cell.outputs
        if out.get("name") == "stderr"
    ]


def sin_direcciones_de_memoria(notebook: Notebook) -> list[str]:
    """Ninguna salida muestra direcciones de memoria: cambian en cada ejecución."""
    return [
        f"{cell.where}: muestra {match[0]}"
        for cell in notebook.code
        for text in cell.texts
        for match in re.finditer(r"\bat 0x[0-9a-f]{6,}", text)
    ]


def figuras_descritas(notebook: Notebook) -> list[str]:
    """Cada PNG trae al menos 60 caracteres de descripción, en text/plain y en sus metadatos."""
    problems = []
    for cell in notebook.code:
        for image in cell.images:
            plain = image["data"].get("text/plain", "")
            if len(plain) < MIN_ALT or plain.startswith("<"):
                problems.append(f"{cell.where}: text/plain no describe la figura: {plain!r}")
            elif alt(image) != plain:
                problems.append(f"{cell.where}: los metadatos no repiten la descripción")
    return problems


def alt(image: dict) -> str:
    return image["metadata"].get("image/png", {}).get("alt", "")


def cifras_significativas(notebook: Notebook) -> list[str]:
    """Los decimales mostrados tienen a lo más tres cifras significativas."""
    problems = []
    for cell in notebook.code:
        for text in cell.texts:
            for match in re.finditer(r"(?<![\w.,])\d+[.,]\d+(?:e[+-]?\d+)?(?![\w.,]?\d)", text):
                digits = re.sub(r"[.,]|e.*", "", match[0]).lstrip("0")
                thousands = re.fullmatch(r"[1-9]\d{1,2}\.\d{3}", match[0])  # 12.500 imágenes
                if len(digits) > MAX_DIGITS and not thousands:
                    problems.append(f"{cell.where}: muestra {match[0]}")
    return problems


def lo_que_no_se_compara_se_afirma(notebook: Notebook) -> list[str]:
    """Una celda `nbval-ignore-output` trae un assert o una tabla de paridad."""
    return [
        f"{cell.where}: nbval no compara su salida y no afirma nada"
        for cell in notebook.code
        if "nbval-ignore-output" in cell.tags
        and not re.search(r"^\s*assert |parity\.compare\(", cell.source, re.MULTILINE)
    ]


# --- Reglas de una lección ------------------------------------------------------------------------


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
    """La prosa tiene a lo más 4.500 palabras."""
    sources = (cell.source for cell in notebook.cells if not cell.is_code)
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


def widgets_en_su_lugar(notebook: Notebook) -> list[str]:
    """Hay widgets en Predice, Explora y Cuestionario; en Explora, con su figura fija antes."""
    problems = [
        f"«{name}» no tiene un widget"
        for name in ("Predice", "Explora", "Cuestionario")
        if not any(cell.has_widget for cell in notebook.section(name))
    ]
    for cell in notebook.section("Explora"):
        if any(True for _ in cell.images):
            return problems
        if cell.has_widget:
            break
    return [*problems, "«Explora» no muestra una figura fija antes del widget"]


def codigo_del_paquete(notebook: Notebook) -> list[str]:
    """«En course_lib» muestra a lo más 25 líneas de código por salida."""
    return [
        f"{cell.where}: muestra {text.count(chr(10)) + 1} líneas"
        for cell in notebook.section("En course_lib")
        for text in cell.texts
        if text.strip().count("\n") >= MAX_SOURCE_LINES
    ]


def paridad_afirmada(notebook: Notebook) -> list[str]:
    """La paridad con Keras se afirma con un assert o con `parity.compare`."""
    code = "\n".join(cell.source for cell in notebook.section("Paridad con Keras") if cell.is_code)
    asserted = re.search(r"^\s*assert |parity\.compare\(", code, re.MULTILINE)
    return [] if asserted else ["«Paridad con Keras» no afirma nada"]


def contraejemplo_calculado(notebook: Notebook) -> list[str]:
    """Comprueba, Experimentos y ¿Cuándo falla? calculan: no solo cuentan."""
    return [
        f"«{name}» no ejecuta nada"
        for name in ("La idea", "Comprueba", "Experimentos", "¿Cuándo falla?")
        if not any(cell.is_code and cell.outputs for cell in notebook.section(name))
    ]


def veredictos_enlazados(notebook: Notebook) -> list[str]:
    """Lo que dice la clase es una tabla con veredictos; cada fila enlaza la celda que lo prueba."""
    text = "\n".join(cell.source for cell in notebook.section("Lo que dice la clase"))
    rows = [line for line in text.splitlines() if re.match(r"\|(?!\s*:?-)", line)][1:]
    problems = [] if rows else ["«Lo que dice la clase» no trae una tabla"]
    for row in rows:
        if not re.search("se sostiene|matizar|corregir", row, re.IGNORECASE):
            problems.append(f"fila sin veredicto: {row[:60]}")
        if not re.search(r"\]\([^)]*#", row):
            problems.append(f"fila sin enlace a la celda que la prueba: {row[:60]}")
    return problems


def ejercicios_con_pistas(notebook: Notebook) -> list[str]:
    """Hay dos o tres ejercicios (nivel 3), cada uno con tres pistas en su propio <details>."""
    cells = notebook.section("Ejercicios")
    exercises: list[str] = []
    for cell in cells:
        if any(level == 3 for _, level, _ in cell.headings):
            exercises.append("")
        if exercises:
            exercises[-1] += cell.source
    problems = [] if len(exercises) in (2, 3) else [f"hay {len(exercises)} ejercicios (###)"]
    return problems + [
        f"el ejercicio {number} tiene {text.count('<details')} pistas y se esperan 3 o más"
        for number, text in enumerate(exercises, 1)
        if text.count("<details") < 3
    ]


def cuestionario_legible_sin_nucleo(notebook: Notebook) -> list[str]:
    """El cuestionario tiene un gemelo en <details> que se lee sin ejecutar nada."""
    cells = notebook.section("Cuestionario")
    html = (out.get("data", {}).get("text/html", "") for cell in cells for out in cell.outputs)
    text = "\n".join([*html, *(cell.source for cell in cells if not cell.is_code)])
    count = text.count("<details")
    return [] if count >= QUESTIONS[0] else [f"«Cuestionario» tiene {count} <details>"]


def resumen_y_referencias(notebook: Notebook) -> list[str]:
    """El resumen tiene cinco líneas y «En Keras se escribe así»; las referencias, enlaces."""
    summary = "\n".join(cell.source for cell in notebook.section("Resumen"))
    sources = "\n".join(cell.source for cell in notebook.section("Glosario y referencias"))
    items = re.findall(r"^(?:[-*]|\d\.) ", summary, re.MULTILINE)
    problems = [] if len(items) == 5 else [f"el resumen tiene {len(items)} líneas de lista"]
    if "en keras se escribe así" not in summary.lower():
        problems.append("el resumen no dice «En Keras se escribe así»")
    if not re.search(r"https://(?:doi\.org|arxiv\.org)/", sources):
        problems.append("las referencias no enlazan doi.org ni arxiv.org")
    return problems


def a_tiempo(notebook: Notebook) -> list[str]:
    """La ejecución medida toma a lo más 60 segundos."""
    text = "\n".join(cell.source for cell in notebook.section("Ficha"))
    seconds = [int(number) for number in re.findall(r"unos (\d+) s\b", text)]
    return [f"tarda {n} s" for n in seconds if n > MAX_SECONDS]


# --- Reglas de un ejercicio -----------------------------------------------------------------------


def sin_rastro_de_ejecucion(notebook: Notebook) -> list[str]:
    """Un ejercicio se publica sin salidas ni números."""
    return [
        f"{cell.where}: tiene salidas o número"
        for cell in notebook.code
        if cell.outputs or cell.raw["execution_count"] is not None
    ]


def preguntas_con_revision(notebook: Notebook) -> list[str]:
    """De cuatro a seis preguntas «## N.k …», cada una con su check, su hueco y tres pistas."""
    lesson = int(notebook.name.split("/")[1][:2])
    questions = [
        (title.split()[0], cells)
        for title, cells in notebook.parts(2)
        if re.match(r"\d+\.\d+ ", title)
    ]
    problems = []
    numbers = [name for name, _ in questions]
    if numbers != [f"{lesson}.{k}" for k in range(1, len(numbers) + 1)]:
        problems.append(f"las preguntas no van numeradas {lesson}.1, {lesson}.2…: {numbers}")
    if not QUESTIONS[0] <= len(numbers) <= QUESTIONS[1]:
        problems.append(f"hay {len(numbers)} preguntas")
    for name, cells in questions:
        code = "\n".join(cell.source for cell in cells if cell.is_code)
        prose = "\n".join(cell.source for cell in cells if not cell.is_code)
        if f'check("{name}")' not in code:
            problems.append(f'la pregunta {name} no llama check("{name}")')
        if "\n".join(STUB) not in re.sub(r"^ +", "", code, flags=re.MULTILINE):
            problems.append(f"la pregunta {name} no tiene un hueco que llenar")
        if prose.count("<details") < 3:
            problems.append(f"la pregunta {name} no tiene tres pistas en su <details>")
    return problems


def revision_final(notebook: Notebook) -> list[str]:
    """La última celda de código es `check_all()`."""
    last = notebook.code[-1].source
    return [] if "check_all()" in last else [f"la última celda de código es {last[:40]!r}"]


def sin_respuestas(notebook: Notebook) -> list[str]:
    """En el ejercicio no aparece ninguna línea que en la fuente sea solo de la respuesta."""
    source = (ROOT / "solutions/src" / Path(notebook.name).name).with_suffix(".py")
    shown = "\n".join(cell.source for cell in notebook.code)
    return [f"deja ver la respuesta: {line}" for line in answers(source) if line in shown] + [
        f"deja ver la marca {mark}" for mark in (BEGIN, END) if mark in shown
    ]


def answers(source: Path) -> list[str]:
    """Las líneas que solo existen entre las marcas de respuesta de una fuente."""
    text = source.read_text(encoding="utf-8")
    inside = re.findall(rf"{BEGIN}\n(.*?)\s*{END}", text, re.DOTALL)
    outside = re.sub(rf"{BEGIN}\n.*?{END}", "", text, flags=re.DOTALL)
    lines = {line.strip() for block in inside for line in block.splitlines()}
    return sorted(line for line in lines if len(line) > 12 and line not in outside)


ALWAYS: tuple[Rule, ...] = (
    titulo_unico,
    ficha_completa,
    encabezados_en_orden,
    celdas_angostas,
    codigo_con_una_frase_antes,
    nada_escondido,
    solo_etiquetas_conocidas,
    sin_semillas_globales,
    sin_magias,
    sin_red,
    ortografia,
    enlaces_que_llegan,
    imagenes_de_texto_con_alternativa,
    liviano,
)
EXECUTED: tuple[Rule, ...] = (
    contado_desde_uno,
    errores_prometidos,
    sin_stderr,
    sin_direcciones_de_memoria,
    figuras_descritas,
    cifras_significativas,
    lo_que_no_se_compara_se_afirma,
    a_tiempo,
)
RULES: dict[str, tuple[Rule, ...]] = {
    "notebooks": (
        *ALWAYS,
        *EXECUTED,
        rng_por_seccion,
        anatomia,
        numero_de_celdas,
        celdas_cortas,
        palabras,
        cinco_figuras,
        figura_que_engancha,
        widgets_en_su_lugar,
        codigo_del_paquete,
        paridad_afirmada,
        contraejemplo_calculado,
        veredictos_enlazados,
        ejercicios_con_pistas,
        cuestionario_legible_sin_nucleo,
        resumen_y_referencias,
    ),
    "exercises": (
        *ALWAYS,
        sin_rastro_de_ejecucion,
        preguntas_con_revision,
        revision_final,
        sin_respuestas,
    ),
    "solutions": (*ALWAYS, *EXECUTED),
}
BUILT = [document for document in Course.read(ROOT).documents if document.target.exists()]


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        pytest.param(document, rule, id=f"{document.name}-{rule.__name__}")
        for document in BUILT
        for rule in RULES[document.folder]
    ],
)
def test_el_cuaderno_cumple_la_regla(document, rule):
    text = document.target.read_text(encoding="utf-8")
    problems = rule(Notebook(document.name, document.target.parent, text))
    assert not problems, f"\n{document.name}: {rule.__doc__}\n  " + "\n  ".join(problems)


def test_hay_reglas_para_cada_carpeta():
    assert set(RULES) == set(FOLDERS)
