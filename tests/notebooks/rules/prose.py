"""La prosa: acentos, enlaces que llegan e imágenes con descripción."""

import re
from pathlib import Path
from urllib.parse import unquote

from rules.document import Notebook, alt

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
    """Todo enlace relativo llega a un archivo, y todo ancla a un `<a id>`.

    El título de una sección no basta: su ancla lleva mayúsculas en JupyterLab y no en VS Code.
    """
    here = "".join(cell.source for cell in notebook.cells if not cell.is_code)
    problems = []
    for cell in notebook.cells:
        targets = re.findall(r"\]\(([^)\s]+)\)", cell.source) if not cell.is_code else []
        for target in map(unquote, targets):
            path, _, anchor = target.partition("#")
            file = notebook.folder / path
            if path.startswith(("http://", "https://")):
                continue
            if path and not file.exists():
                problems.append(f"{cell.where}: el enlace {path} no llega a un archivo")
                continue
            if anchor and f'<a id="{anchor}">' not in (_written(file) if path else here):
                problems.append(f'{cell.where}: falta <a id="{anchor}"> donde llega #{anchor}')
            if not re.fullmatch("[a-z0-9-]*", anchor):
                problems.append(f"{cell.where}: #{anchor} lleva solo minúsculas sin acentos")
    return problems


def _written(notebook: Path) -> str:
    """Lo escrito en otro cuaderno, sin las barras que JSON pone a las comillas."""
    return notebook.read_text(encoding="utf-8").replace('\\"', '"')


def imagenes_de_texto_con_alternativa(notebook: Notebook) -> list[str]:
    """Las imágenes escritas en Markdown o HTML llevan texto alternativo."""
    bare = r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")[^>]*>"
    html = (out.get("data", {}).get("text/html", "") for c in notebook.cells for out in c.outputs)
    sources = [cell.source for cell in notebook.cells if not cell.is_code]
    found = [match[0] for text in (*sources, *html) for match in re.finditer(bare, text)]
    return [f"imagen sin alternativa: {image[:60]}" for image in found]
