"""Barras de avance: la de tqdm en una terminal y, en un cuaderno, una que se borra al terminar.

La de un cuaderno no deja nada que al reabrirlo se vea a medias.
"""

import contextlib
import sys
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any


def bar(iterable: Iterable[Any] | None = None, *, always: bool, **options: Any) -> Any:
    """Una barra, con los argumentos de tqdm: `total`, `unit`, `desc`, `initial`.

    Argumentos:
        iterable: lo que se recorre; si falta, se avanza con `update`.
        always: si se muestra también donde la salida se guarda y no es una terminal.
    """
    return _kind()(iterable, disable=False if always else None, **options)


@contextlib.contextmanager
def waiting(what: str, *, always: bool) -> Iterator[None]:
    """Dice en un cuaderno qué se espera, mientras dura."""
    if not in_notebook():
        yield
        return
    with bar(desc=what, always=always):
        yield


def in_notebook() -> bool:
    """Si esto corre en el kernel de un cuaderno."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


def _kind() -> Any:
    """La clase de tqdm; la del cuaderno la dibuja con el `<progress>` del navegador."""
    from tqdm import tqdm

    if not in_notebook():
        return tqdm
    return type("NotebookBar", (_Drawn, tqdm), {})


class _Drawn:
    """Cómo se dibuja, mueve y borra una barra de tqdm en un cuaderno."""

    n: int
    total: int | None
    desc: str
    postfix: str | None
    disable: bool
    _place: Any = None

    def display(self, *_: Any, **__: Any) -> None:
        known = f'value="{self.n}" max="{self.total}"' if self.total else ""
        count = f"{self.n} de {self.total}" if self.total else ""
        parts = (self.desc.removesuffix(": "), count, self.postfix)
        text = escape(" · ".join(part for part in parts if part))
        self._show(f'<progress {known} aria-label="{text}"></progress> {text}')

    def close(self) -> None:
        if not self.disable:
            self.disable = True
            self._show("")

    def _show(self, html: str) -> None:
        from IPython.display import display

        data = {"text/plain": "", "text/html": html}
        if self._place is None:
            self._place = display(data, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._place.update(data, raw=True)
