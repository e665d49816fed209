"""Las fórmulas de un cuaderno impreso: dibujadas aquí, sin internet ni JavaScript.

Las dibuja matplotlib, que entiende una parte de TeX; `SIMPLER` escribe de otro modo lo que el curso
usa y él no conoce.
"""

import base64
import io
import re
from functools import cache
from html import escape

GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"  # hasta dos niveles adentro
SIMPLER = (
    (r"\s+", " "),
    (r"\\texttt" + GROUP, r"\\mathtt{\1}"),
    (r"\\underbrace ?" + GROUP + "_" + GROUP, r"\\underset{\2}{\1}"),
    (r"\\begin\{cases\}(.*?)\\end\{cases\}", r"\\left\\{\\substack{\1}\\right."),
    (r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", r"\\left(\\substack{\1}\\right)"),
    (r"(?<!\\)&", r"\\quad "),
    (r"\\[td]frac", r"\\frac"),
    (r"\\frac ?(\w) ?(\w)", r"\\frac{\1}{\2}"),
    (r"\\sqrt ?(\w|\\[a-z]+)", r"\\sqrt{\1}"),
    (r"\\[lr]Vert", r"\\|"),
    (r"\\[bB]ig[lr]?(?![a-z])", ""),
    (r"\\([lg])e(?![a-z])", r"\\\1eq"),
)
SIZE = 12  # puntos con que se dibuja; en la página mide lo que la letra que la rodea


def simpler(tex: str) -> str:
    """La misma fórmula, escrita con lo que matplotlib conoce."""
    tex = tex.strip()
    for pattern, known in SIMPLER:
        tex = re.sub(pattern, known, tex)
    return f"${tex}$"


@cache
def draw(tex: str) -> str:
    """Una fórmula como `<img>`, con su TeX de descripción; la que no se puede queda en TeX."""
    from matplotlib import rc_context
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser, math_to_image

    known, picture, font = simpler(tex), io.BytesIO(), FontProperties(size=SIZE)
    try:
        with rc_context({"mathtext.fontset": "stix", "svg.fonttype": "path"}):
            width = MathTextParser("path").parse(known, 72, font).width
            depth = math_to_image(known, picture, font, dpi=72, format="svg")
    except ValueError:
        return f"<code>{escape(tex)}</code>"
    style = f"width:{width / SIZE:.3f}em;vertical-align:{-depth / SIZE:.3f}em"
    source = base64.b64encode(picture.getvalue()).decode()
    return (
        f'<img class="formula" alt="{escape(tex.strip())}" style="{style}" '
        f'src="data:image/svg+xml;base64,{source}">'
    )
