"""Cada pieza interactiva y su gemelo: se ve la que puede vivir en cada lugar.

Con kernel vive el widget, que esconde a su gemelo. Sin kernel (al reabrir la lección, en GitHub,
impresa) queda el gemelo: JupyterLab prefiere siempre el widget y, si no lo encuentra, escribe un
error, así que van en dos salidas y el gemelo esconde ese error.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import IPython.display
import ipywidgets

display: Any = IPython.display.display

# El error de un widget sin kernel es un texto solo, sin ninguna etiqueta adentro
NO_ERROR = (
    ".jp-OutputArea-child:has(>.jupyter-widgets):not(:has(>.jupyter-widgets>*)){display:none}"
)
# Lo que ipywidgets no pone: un nombre y un valor para el lector de pantalla, y que las flechas
# muevan la opción elegida y no la celda de JupyterLab
ACCESSIBLE = """
(() => {
  const area = document.currentScript.closest(".jp-OutputArea") || document.body;
  const tune = () => {
    for (const box of area.querySelectorAll(".curso-control")) {
      const handle = box.querySelector(".noUi-handle");
      const [name, value] = box.querySelectorAll(".widget-label");
      if (!handle || !value) continue;
      const said = {"aria-label": name.textContent, "aria-valuetext": value.textContent};
      for (const [key, text] of Object.entries(said))
        if (handle.getAttribute(key) !== text) handle.setAttribute(key, text);
    }
    for (const named of area.querySelectorAll(".widget-label[title=null]"))
      named.removeAttribute("title");
    for (const group of area.querySelectorAll(".curso-opciones")) {
      group.id ||= `opciones-${Math.random().toString(36).slice(2)}`;
      for (const radio of group.querySelectorAll("input")) {
        radio.name ||= group.id;
        radio.dataset.lmSuppressShortcuts ||= "true";
      }
    }
  };
  const watched = {childList: true, subtree: true, characterData: true};
  new MutationObserver(tune).observe(area, {...watched, attributeFilter: ["aria-valuetext"]});
  tune();
})()
"""


def show(children: Sequence[Any], text: str, html: str) -> None:
    """Muestra un widget con esas piezas y, en otra salida, su gemelo.

    Argumentos:
        text: lo que se lee donde no hay HTML.
        html: el gemelo.
    """
    name = f"gemelo-{sha256(html.encode()).hexdigest()[:8]}"
    hide = f"<style>.{name},.jp-OutputArea-child:has(.{name}){{display:none}}</style>"
    widget = ipywidgets.VBox([*children, ipywidgets.HTML(hide)])
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    bundle = {
        "text/plain": "",
        "text/html": "",
        "application/vnd.jupyter.widget-view+json": view,
    }
    display(bundle, raw=True)
    twin = f'<div class="{name}">{html}</div>'
    extra = f"<style>{NO_ERROR}</style><script>{ACCESSIBLE}</script>"
    display({"text/plain": text, "text/html": twin + extra}, raw=True)
