"""Una lección en JupyterLab, con un navegador de verdad: se ejecuta entera y responde al teclado.

    uv run pytest -m navegador -n 0 tests/test_browser.py
    CURSO_CAPTURAS=capturas uv run pytest -m navegador -n 0 tests/test_browser.py -k 01

La segunda orden guarda además la lección como la ve quien estudia, pantalla por pantalla. Hace
falta chromium (en Debian, `apt-get install chromium`).
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Locator, Page, expect, sync_playwright

from course_lib import memory
from course_lib.desk import printing
from notebook_builder.assemble import METADATA
from notebook_builder.folding import CHECK, CHECK_TITLE, fold

pytestmark = pytest.mark.navegador

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISE = next((ROOT / "exercises").glob("01_*.ipynb"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Sin aceleración ni conexiones propias: dentro de un contenedor y sin red se comporta igual
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    # Si no, las celdas fuera de la vista no existen en la página
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
START, RUN, REDRAW = 120, 600, 30  # segundos de espera, con holgura para un computador ocupado
expect.set_options(timeout=1000 * REDRAW)
TOKEN = "prueba"
HANDLE = ".widget-slider .noUi-handle"
FOLDED, STORED = Path("plegado.ipynb"), Path("publicadas")
PIECES, KEYBOARD, MEMORY = Path("piezas.ipynb"), Path("teclado.ipynb"), Path("recuerdo.ipynb")
BARRIER = Path("barrera.ipynb")
CIRCLES = Path("circulos.ipynb")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Un JupyterLab con carpetas propias: no lee ni cambia la configuración de nadie."""
    home = tmp_path_factory.mktemp("jupyter")
    for name, values in SETTINGS.items():
        path = home / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    work = home / "curso"
    (work / STORED).mkdir(parents=True)
    (work / memory.MARK).write_text("{}", encoding="utf-8")  # es una copia de quien estudia
    for lesson in LESSONS:
        nbformat.write(blank(lesson), work / lesson.name)
        shutil.copy(lesson, work / STORED / lesson.name)
    nbformat.write(blank(EXERCISE), work / EXERCISE.name)
    nbformat.write(folded(), work / FOLDED.name)
    for name in (PIECES, KEYBOARD, MEMORY, CIRCLES):
        nbformat.write(pieces(), work / name)
    bare = new_code_cell(BARE.strip())
    nbformat.write(new_notebook(cells=[bare], metadata=METADATA), work / BARRIER.name)
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (home / "salida.txt").open("w") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                *("--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={TOKEN}"),
                f"--ServerApp.root_dir={work}",
            ],
            env=os.environ | {name: str(home / folder) for name, folder in folders.items()},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(f"{url}/api", process, home / "salida.txt")
        yield url
    finally:
        process.terminate()
        process.wait(START)


def blank(lesson: Path) -> nbformat.NotebookNode:
    """La lección sin salidas ni números: los que aparezcan son de esta ejecución."""
    notebook = nbformat.read(lesson, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def folded() -> nbformat.NotebookNode:
    """Un cuaderno con lo que el constructor pliega: una comprobación y «Para profundizar»."""
    check = f"{CHECK_TITLE}\nassert 1 + 1 == 2\nprint('2 = 2')"
    cells = [
        new_markdown_cell("# Prueba"),
        new_code_cell(check, metadata={"tags": [CHECK]}),
        new_markdown_cell("## Para profundizar"),
        new_markdown_cell("### Más hondo"),
        new_code_cell("print('hondo')"),
        new_markdown_cell("## Referencias"),
    ]
    notebook = new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA))
    fold(notebook)
    return notebook


FIGURE = """
from course_lib.lab import viz, widgets

fig, ax = viz.figure()
ax.plot([0, 1])
viz.show(fig, alt="Una recta que sube de cero a uno, en una figura de prueba con sus dos ejes.")
"""
BARE = """
from IPython.display import HTML

HTML('<input type="range">')
"""
EXPLORER = """
def draw(fig, rate):
    if not fig.axes:
        fig.subplots().plot([0, 1])
    fig.axes[0].lines[0].set_ydata([0, rate])
    return f"Una recta que sube de cero a {rate}, en un explorador de prueba con sus dos ejes."


widgets.explorer(draw, rate=widgets.slider("tasa", [0.1, 0.5, 0.9], start=0.5))
"""
BET = """
bet = widgets.prediction("¿Sube o baja?", ["Sube", "Baja", "Sigue igual"], "prueba")
bet
"""
QUIZ = """
widgets.quiz([widgets.Question("¿Sube?", {"Sí": "Claro.", "No": "Mira de nuevo."}, "Sí")])
"""


def pieces() -> nbformat.NotebookNode:
    """Un cuaderno con una de cada pieza."""
    cells = [new_code_cell(code.strip()) for code in (FIGURE, EXPLORER, BET, QUIZ)]
    return new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA))


def wait_for(url, process, log):
    limit = time.monotonic() + START
    while time.monotonic() < limit and process.poll() is None:
        try:
            urlopen(url, timeout=1).close()
        except (URLError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"JupyterLab no partió:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es-CL")
    yield context.new_page()
    context.close()


def open_lesson(page: Page, server: str, lesson: Path) -> None:
    # Un espacio de trabajo por lección: sin él, JupyterLab reabre también las anteriores
    name = lesson.with_suffix("").as_posix()
    workspace = name.replace("/", "-")
    page.goto(f"{server}/lab/workspaces/{workspace}/tree/{name}.ipynb?token={TOKEN}")
    # La barra de estado espera a que el núcleo conteste; el indicador de la lección, no
    status = page.locator("#jp-main-statusbar")
    expect(status).to_contain_text("| Idle", timeout=1000 * START)


def restart_and_run_all(page: Page) -> None:
    """Reinicia y ejecuta todo, y espera a que la última celda de código tenga su número."""
    page.locator("[data-command='notebook:restart-run-all']").first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_function(
        # La barra de una comprobación plegada no lleva número
        """() => {
            const cells = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
            const texts = cells.map((prompt) => prompt.textContent.trim());
            const done = (text, i) => !text || text === `[${i + 1}]:`;
            return texts.some(Boolean) && texts.every(done);
        }""",
        timeout=1000 * RUN,
    )
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=1000 * START)


def save(page: Page) -> None:
    with page.expect_response(lambda r: r.request.method == "PUT" and "/api/contents/" in r.url):
        page.locator("[data-command='docmanager:save']").first.click()


def stop_kernels(server: str) -> None:
    """Como al cerrar JupyterLab y volver otro día."""
    for kind in ("sessions", "kernels"):
        for one in ask(server, "GET", f"/api/{kind}"):
            ask(server, "DELETE", f"/api/{kind}/{one['id']}")


def ask(server: str, method: str, path: str) -> Any:
    headers = {"Authorization": f"token {TOKEN}"}
    with urlopen(Request(server + path, method=method, headers=headers)) as answer:
        return json.loads(answer.read() or "null")


def barriers(page: Page) -> list[str]:
    """Lo que axe-core encuentra en las salidas; el resto de la página es de JupyterLab."""
    report = Axe().run(page, context=[".jp-OutputArea-child"])
    return [
        f"{found['impact']} {found['id']}: {node['html'][:200]}"
        for found in report.response["violations"]
        for node in found["nodes"]
    ]


# Del golpe de tecla a la imagen nueva ya lista para pintarse
CLOCK = """
cell => {
    window.delays = [];
    let start = 0, before = cell.querySelector("img").src;
    addEventListener("keydown", () => { start = performance.now(); }, true);
    new MutationObserver(async () => {
        const picture = cell.querySelector("img");
        if (!start || !picture || picture.src === before) return;
        const begun = start;
        [start, before] = [0, picture.src];
        await picture.decode();
        window.delays.push(performance.now() - begun);
    }).observe(cell.querySelector(".jp-OutputArea"), {childList: true, subtree: true});
}
"""


def redraws(page: Page, cell: Locator, moves: int) -> list[float]:
    """Milisegundos entre cada flecha y su figura, moviendo el deslizador de ida y vuelta.

    En la primera ida cada figura es nueva; después, repetida.
    """
    handle = cell.locator(HANDLE).first
    steps = int(float(handle.get_attribute("aria-valuemax") or 0))
    handle.press("Home")
    expect(handle).to_have_attribute("aria-valuenow", "0.0")
    page.wait_for_timeout(1000)  # su figura no se mide
    cell.evaluate(CLOCK)
    for move in range(moves):
        page.keyboard.press("ArrowRight" if move // steps % 2 == 0 else "ArrowLeft")
        page.wait_for_function(
            "n => window.delays.length == n", arg=move + 1, timeout=1000 * REDRAW
        )
    delays: list[float] = page.evaluate("window.delays")
    return delays


def explorers(page: Page) -> list[Locator]:
    """Las celdas que traen un explorador."""
    cells = page.locator(".jp-CodeCell").filter(has=page.locator(HANDLE))
    return cells.all()


def move_slider(cell: Locator) -> None:
    """Mueve el primer deslizador con una flecha del teclado y espera la imagen nueva."""
    handle, picture = cell.locator(HANDLE).first, cell.locator("img").first
    value, image = handle.get_attribute("aria-valuenow"), picture.get_attribute("src")
    at_the_end = value == handle.get_attribute("aria-valuemax")
    handle.press("ArrowLeft" if at_the_end else "ArrowRight")
    expect(handle).not_to_have_attribute("aria-valuenow", value or "")
    expect(picture).not_to_have_attribute("src", image or "", timeout=1000 * REDRAW)
    assert len(picture.get_attribute("alt") or "") >= 60


def photograph(page: Page, folder: Path, name: str) -> None:
    """Guarda la lección pantalla por pantalla."""
    folder.mkdir(parents=True, exist_ok=True)
    scroller = page.locator(".jp-WindowedPanel-outer").first
    height, screen = scroller.evaluate("e => [e.scrollHeight, e.clientHeight]")
    for number, top in enumerate(range(0, height, screen)):
        scroller.evaluate("(e, top) => e.scrollTo(0, top)", top)
        page.wait_for_timeout(150)
        page.screenshot(path=folder / f"{name}-{number:02}.png")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_la_leccion_se_ejecuta_entera_sin_barreras_y_responde_al_teclado(page, server, lesson):
    open_lesson(page, server, Path(lesson.name))
    restart_and_run_all(page)
    cells = nbformat.read(lesson, as_version=4).cells
    promised = sum("raises-exception" in cell.metadata.get("tags", ()) for cell in cells)
    # JupyterLab muestra igual los errores y lo que va a stderr: solo lo prometido
    red = page.locator("[data-mime-type='application/vnd.jupyter.stderr']")
    expect(red).to_have_count(promised)
    assert explorers(page)
    for cell in explorers(page):
        move_slider(cell)
    for radio in page.locator(".curso-opciones input").all():
        radio.click()  # con cada explicación a la vista
    assert barriers(page) == []
    if folder := os.environ.get("CURSO_CAPTURAS"):
        photograph(page, Path(folder), lesson.stem)


def test_lo_plegado_muestra_su_titulo_y_se_abre_con_un_clic(page, server):
    open_lesson(page, server, FOLDED)
    restart_and_run_all(page)
    check = page.locator(".jp-CodeCell").first
    # La barra de lo plegado muestra la primera línea, que es el título; la salida queda a la vista
    expect(check.locator(".jp-InputPlaceholder")).to_contain_text(CHECK_TITLE)
    expect(check.locator(".jp-InputArea")).to_be_hidden()
    expect(check.locator(".jp-OutputArea-output")).to_have_text("2 = 2")
    deep = page.locator(".jp-Notebook h3")
    expect(deep).to_be_hidden()
    expect(page.locator(".jp-Notebook h2", has_text="Referencias")).to_be_visible()
    if folder := os.environ.get("CURSO_CAPTURAS"):
        photograph(page, Path(folder), "plegado")
    page.locator(".jp-showHiddenCellsButton").click()
    expect(deep).to_be_visible()
    check.locator(".jp-InputPlaceholder").click()
    expect(check.locator(".jp-InputArea")).to_be_visible()
    if folder:
        photograph(page, Path(folder), "abierto")


def test_con_kernel_vive_cada_pieza_y_sin_el_su_gemelo(page, server):
    open_lesson(page, server, PIECES)
    restart_and_run_all(page)
    twins, bar = page.locator("[class^=gemelo-]"), page.locator(HANDLE)
    expect(bar).to_be_visible()
    expect(twins).to_have_count(3)
    assert not any(twin.is_visible() for twin in twins.all())
    save(page)
    stop_kernels(server)
    open_lesson(page, server, PIECES)
    expect(twins).to_have_count(3)
    for twin in twins.all():
        expect(twin).to_be_visible()
    error = page.get_by_text("Error displaying widget")
    expect(error).to_have_count(3)  # los escribe JupyterLab, y el gemelo los esconde
    assert not any(one.is_visible() for one in error.all())
    assert not bar.count()


def test_las_piezas_se_leen_y_se_manejan_con_el_teclado(page, server):
    open_lesson(page, server, KEYBOARD)
    restart_and_run_all(page)
    bar = page.locator(HANDLE)
    expect(bar).to_have_attribute("aria-label", "tasa")
    expect(bar).to_have_attribute("aria-valuetext", "0,5")
    bar.press("ArrowRight")
    expect(bar).to_have_attribute("aria-valuetext", "0,9")
    options = page.locator(".curso-opciones").first.locator("input")
    options.first.click()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_checked()
    expect(page.locator(".widget-label[title]")).to_have_count(0)
    expect(page.locator(".jp-OutputArea [contenteditable=true]:visible")).to_have_count(0)


def test_otro_dia_se_recuerda_lo_elegido(page, server):
    open_lesson(page, server, MEMORY)
    restart_and_run_all(page)
    groups = page.locator(".curso-opciones")
    for group, option in enumerate((2, 1)):  # la apuesta y el cuestionario
        groups.nth(group).locator("input").nth(option).click()
    expect(page.get_by_role("status").filter(has_text="Mira de nuevo.")).to_be_visible()
    save(page)
    cells = ask(server, "GET", f"/api/contents/{MEMORY}")["content"]["cells"]
    noted = ask(server, "GET", f"/api/contents/{memory.FILE}")["content"]
    assert all(cell["id"] in noted for cell in cells)
    stop_kernels(server)
    open_lesson(page, server, MEMORY)
    restart_and_run_all(page)
    for group, option in enumerate((2, 1)):
        expect(groups.nth(group).locator("input").nth(option)).to_be_checked()
    expect(page.get_by_role("status").filter(has_text="Mira de nuevo.")).to_be_visible()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_axe_no_encuentra_barreras_en_la_leccion_recien_descargada(page, server, lesson):
    open_lesson(page, server, STORED / lesson.name)
    for folded in page.locator(".jp-showHiddenCellsButton").all():
        folded.click()
    expect(page.locator(".jp-OutputArea img").last).to_be_visible()
    assert barriers(page) == []
    stop_kernels(server)


def test_el_ejercicio_se_ejecuta_entero_y_dice_lo_que_falta(page, server):
    open_lesson(page, server, Path(EXERCISE.name))
    restart_and_run_all(page)
    expect(page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    output = page.locator(".jp-OutputArea-output")
    expect(output.filter(has_text="○ pendiente: 1.1")).to_be_visible()
    expect(output.last).to_contain_text("Llevas 0 de 10 puntos.")
    assert barriers(page) == []


def test_axe_ve_un_control_sin_nombre(page, server):
    open_lesson(page, server, BARRIER)
    restart_and_run_all(page)
    assert any("label" in found for found in barriers(page))


@pytest.mark.parametrize("lesson", LESSONS[:1], ids=lambda path: path.stem)
def test_dice_cuanto_demora_la_figura_en_seguir_a_la_tecla(page, server, lesson, capsys):
    open_lesson(page, server, Path(lesson.name))
    restart_and_run_all(page)
    expect(page.locator(HANDLE).first).to_be_visible()
    with capsys.disabled():
        for number, cell in enumerate(explorers(page), 1):
            times = redraws(page, cell, moves=20)
            steps = int(float(cell.locator(HANDLE).first.get_attribute("aria-valuemax") or 0))
            for name, part in (("nueva", times[:steps]), ("repetida", times[steps:])):
                median, slow = np.percentile(part, [50, 95])
                print(f"\n{lesson.stem}, explorador {number}, figura {name}: ", end="")
                print(f"{median:.0f} ms; 95 %, {slow:.0f} ms")
            assert min(times) > 0


# Cuántos puntos queda cada círculo por debajo del medio de la primera línea de su texto
LOWER = """() => [...document.querySelectorAll(".curso-opciones label:has(input)")].map(label => {
    const words = document.createRange();
    words.selectNodeContents(label.firstChild);
    const middle = box => box.top + box.height / 2;
    const circle = label.querySelector("input").getBoundingClientRect();
    return middle(circle) - middle(words.getClientRects()[0]);
})"""


def test_cada_circulo_esta_a_la_altura_de_su_texto(page, server):
    open_lesson(page, server, CIRCLES)
    restart_and_run_all(page)
    lower = page.evaluate(LOWER)
    assert len(lower) == 5
    assert max(map(abs, lower)) <= 1
    if folder := os.environ.get("CURSO_CAPTURAS"):
        page.locator(".curso-opciones").first.screenshot(path=Path(folder) / "opciones.png")


@pytest.mark.parametrize("lesson", LESSONS[:1], ids=lambda path: path.stem)
def test_recien_descargada_cada_figura_lleva_su_descripcion_a_la_pagina(page, server, lesson):
    """Nadie ha confiado en ella: JupyterLab limpia su HTML."""
    open_lesson(page, server, STORED / lesson.name)
    pictures = page.locator(".jp-OutputArea img")
    expect(pictures.first).to_be_visible()
    for picture in pictures.all():
        assert len(picture.get_attribute("alt") or "") >= 60
        assert (picture.get_attribute("src") or "").startswith("data:image/png")


PAPERS = sorted(path for name in ("notebooks", "exercises") for path in (ROOT / name).glob("0*"))
CUT = """() => [...document.querySelectorAll("pre, table, img, code")]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline"
                 || e.getBoundingClientRect().right > innerWidth)
    .map(e => e.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_en_el_papel_nada_se_corta_ni_queda_cerrado_ni_pide_internet(browser, tmp_path, path):
    source = tmp_path / "impreso.html"
    source.write_text(printing.page(path), encoding="utf-8")
    asked = []
    # 180 mm, lo que deja libre una hoja A4 con sus márgenes
    page = browser.new_page(viewport={"width": 680, "height": 1000})
    page.on("request", lambda request: asked.append(request.url[:80]))
    page.emulate_media(media="print")
    page.goto(source.as_uri())
    assert page.evaluate(CUT) == []
    assert page.locator("details").count() == page.locator("details[open]").count()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.locator("img").evaluate_all("all => all.every(one => one.naturalWidth > 0)")
    if folder := os.environ.get("CURSO_CAPTURAS"):
        page.pdf(path=Path(folder) / f"{path.stem}.pdf", format="A4")
    page.close()


def test_en_el_papel_una_linea_larga_sigue_abajo_y_una_tabla_no_se_parte(browser, tmp_path):
    path, rows = tmp_path / "largo.ipynb", "\n".join(f"| {row} | {row} |" for row in range(20))
    cells = [
        new_code_cell(f"x = '{'a' * 400}'", outputs=[new_output("stream", text="b" * 400)]),
        new_markdown_cell(f"| a | b |\n|---|---|\n{rows}\n\n$x$ `{'c' * 400}`"),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA)), path)
    source = tmp_path / "largo.html"
    source.write_text(printing.page(path), encoding="utf-8")
    page = browser.new_page(viewport={"width": 680, "height": 1000})
    page.emulate_media(media="print")
    page.goto(source.as_uri())
    assert page.evaluate(CUT) == []
    code = page.locator("pre").first
    assert (code.bounding_box() or {})["height"] > 4 * 12
    style = "(e) => getComputedStyle(e).breakInside"
    assert page.locator("table").evaluate(style) == "avoid"
    # En un teléfono, en cambio, una tabla escrita con `print` no se parte: se corre al lado
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 800})
    one_line = page.locator(".jp-RenderedText pre")
    assert (one_line.bounding_box() or {})["height"] < 2 * 16
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
