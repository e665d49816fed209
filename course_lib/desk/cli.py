"""Las órdenes `curso abrir` y `curso imprimir`: tu copia del curso, en pantalla y en papel."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from course_lib.desk import copies
from course_lib.terminal import CommandError, command

ROOT = Path(__file__).resolve().parents[2]
MINE = "mi_curso"
PRINTED = "impreso"
SYNC = "Desde la carpeta del curso, `uv sync`"
NOTEBOOK = (
    "el número de la lección, o el nombre de un cuaderno (03_dropout_ejercicio); si no, el último "
    "que guardaste"
)


def add_open(commands: Any) -> None:
    """`curso abrir [NN] [--otra] [-- opciones de JupyterLab]`."""
    order = commands.add_parser(
        "abrir",
        help="abre tu copia del curso, al día, en JupyterLab",
        description="La primera vez copia el curso a una carpeta tuya, fuera de git; después la "
        "pone al día sin tocar lo que escribiste. Lo que siga a -- es para JupyterLab, como "
        "`curso abrir 03 -- --no-browser`.",
    )
    order.add_argument("cuaderno", nargs="?", metavar="NN", help=NOTEBOOK)
    order.add_argument(
        "--otra", action="store_true", help="agrega otra copia de ese cuaderno, al lado de la tuya"
    )
    order.add_argument(
        "--solo-copiar",
        action="store_true",
        help="no abre JupyterLab: para VS Code, PyCharm o un JupyterLab ya abierto",
    )
    add_folder(order, "--destino")
    order.set_defaults(run=run_open)


def add_print(commands: Any) -> None:
    """`curso imprimir [NN] [--salida ARCHIVO] [--copia DIR]`."""
    order = commands.add_parser(
        "imprimir",
        help="prepara un cuaderno para el papel o un PDF",
        description="Escribe un solo archivo HTML, que se imprime sin internet desde cualquier "
        "navegador: lo plegado va abierto y ninguna línea se corta. Toma tu copia del cuaderno; si "
        "no la tienes, el del curso.",
    )
    order.add_argument("cuaderno", nargs="?", metavar="NN", help=NOTEBOOK)
    order.add_argument(
        "--salida",
        metavar="ARCHIVO",
        type=Path,
        help=f"dónde escribirlo, terminado en .html; si no, en «{PRINTED}», dentro de tu carpeta",
    )
    add_folder(order, "--copia")
    order.set_defaults(run=run_print)


def add_folder(order: Any, name: str) -> None:
    """Con qué nombre se dice dónde está tu copia."""
    order.add_argument(
        name,
        metavar="DIR",
        type=Path,
        default=ROOT / MINE,
        help=f"tu carpeta; si no, {MINE}, dentro de la del curso",
    )


def split(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """Separa de `curso abrir` lo que sigue a `--`, que es para JupyterLab."""
    place = argv.index("--") if argv[:1] == ["abrir"] and "--" in argv else len(argv)
    return list(argv[:place]), list(argv[place + 1 :])


def run_open(options: argparse.Namespace) -> None:
    """Pone la copia al día, dice qué cambió y abre el cuaderno pedido."""
    mine, official = options.destino.absolute(), official_names()
    if mine.resolve() == ROOT:
        raise CommandError("Esa es la carpeta del curso: elige otra, para que la copia sea tuya.")
    wanted = _chosen(options.cuaderno, [*official, *copies.names(mine)])
    try:
        changes = copies.update(ROOT, mine)
        wanted = wanted or next(iter(copies.changed(mine)), official[0])
        _tell(changes, mine)
        if options.otra:
            wanted = _another(mine, wanted, official)
        elif copies.is_yours(mine, wanted):
            print(f"Ya la tienes, con lo que escribiste: {mine / wanted}")
        else:
            print(f"Tu copia: {mine / wanted}")
    except OSError as error:
        raise CommandError(
            f"No puedo leer o escribir en «{mine}». Revisa sus permisos y el espacio, o elige otra "
            "carpeta con --destino."
        ) from error
    if not options.solo_copiar:
        _open(mine, wanted, options.jupyter)


def run_print(options: argparse.Namespace) -> None:
    """Escribe el cuaderno pedido, tuyo si lo tienes, como una página para imprimir."""
    mine, official = options.copia.absolute(), official_names()
    known = [*official, *copies.names(mine)]
    name = _chosen(options.cuaderno, known) or next(iter(copies.changed(mine)), official[0])
    source = next(path for path in (mine / name, ROOT / name) if path.exists())
    target = options.salida or mine / PRINTED / Path(name).with_suffix(".html").name
    check_page(target, "--salida", needs="nbconvert")
    from course_lib.desk import printing

    write_page(target, "--salida", printing.page(source))


def check_page(target: Path, option: str, needs: str) -> None:
    """Exige, antes de trabajar, un nombre que no sea el de otra cosa y con qué hacer la página."""
    if target.suffix != ".html":
        raise CommandError(f"{option} es un archivo terminado en .html, y recibí «{target}».")
    if find_spec(needs) is None:
        raise CommandError(f"Falta {needs}, que viene con JupyterLab. {SYNC}.")


def write_page(target: Path, option: str, html: str) -> None:
    """Escribe una página para imprimir y dice cómo."""
    try:
        copies.write(target, html.encode())
    except OSError as error:
        raise CommandError(
            f"No puedo escribir «{target}». Revisa sus permisos y el espacio, o elige otro archivo "
            f"con {option}."
        ) from error
    print(f"Listo: {target}\nÁbrelo en un navegador e imprime, o guárdalo como PDF, con Ctrl+P.")


def official_names() -> list[str]:
    """Los cuadernos del curso; sin ellos no hay nada que abrir, imprimir ni contar."""
    official = copies.names(ROOT)
    if not official:
        raise CommandError(
            f"No encuentro los cuadernos del curso en {ROOT}. Clona el repositorio e instala desde "
            "ahí: `curso` los toma de su carpeta."
        )
    return official


def _chosen(asked: str | None, known: Sequence[str]) -> str | None:
    """El cuaderno pedido por su número, que es la lección, o por su nombre."""
    if asked is None:
        return None
    number = asked.zfill(2) if asked.isdecimal() else asked
    for name in known:
        stem = Path(name).stem
        if number == stem or (number.isdecimal() and stem.startswith(f"{number}_")):
            return name
    stems = dict.fromkeys(Path(name).stem for name in known)
    raise CommandError(f"No hay ningún cuaderno «{asked}». Hay:\n  " + "\n  ".join(stems))


def _another(mine: Path, name: str, official: Sequence[str]) -> str:
    if name not in official:
        raise CommandError(
            f"«{Path(name).stem}» es una copia tuya: pide la del curso por su nombre."
        )
    copied = copies.another(ROOT, mine, name)
    print(f"Otra copia, al lado de la que tenías: {mine / copied}")
    return copied


def _tell(changes: copies.Changes, mine: Path) -> None:
    if changes.new:
        print(f"Copiado en «{mine}»: {_listed(changes.new)}.")
    if changes.refreshed:
        print(f"Al día: {_listed(changes.refreshed)}.")
    if changes.kept:
        print(
            f"El curso trae otra versión de {_listed(changes.kept)}, y la tuya quedó como estaba. "
            f"Para verla al lado: {command(f'abrir {Path(changes.kept[0]).stem} --otra')}"
        )


def _listed(names: Sequence[str]) -> str:
    stems = [Path(name).stem for name in names]
    return ", ".join(stems) if len(stems) <= 4 else f"{len(stems)} cuadernos"


def _open(mine: Path, name: str, extra: Sequence[str]) -> None:
    """JupyterLab, con tu copia como raíz: ningún enlace sale de ella."""
    if find_spec("jupyterlab") is None:
        raise CommandError(
            f"Falta JupyterLab en este Python. {SYNC}; o abre la copia con el programa que uses, "
            "como VS Code."
        )
    # -P: un random.py guardado en la copia no reemplaza al de Python
    words = [sys.executable, "-P", "-m", "jupyterlab", f"--ServerApp.root_dir={mine}"]
    # con --no-browser, la dirección que JupyterLab escribe también llega al cuaderno
    words += [f"--LabApp.default_url=/lab/tree/{quote(name)}", name]
    with subprocess.Popen([*words, *extra], cwd=mine) as process:
        while process.returncode is None:
            try:
                process.wait()
            except KeyboardInterrupt:
                continue  # JupyterLab también la recibe, y pregunta si cerrar
    if process.returncode > 0:
        raise CommandError(f"JupyterLab terminó con un error ({process.returncode}).")
