"""Ejecutar un cuaderno y dejar solo lo que se repite igual."""

# mypy: allow-untyped-calls
# (nbformat y sus vecinos están escritos sin tipos)

import os
import re
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from tqdm import tqdm

from notebook_builder.assemble import digest
from notebook_builder.document import Document
from notebook_builder.errors import NotebookError

# El mismo límite por celda que usa nbval en pyproject.toml
CELL_TIMEOUT = 120
# Un hilo, como en las pruebas: con otro reparto de las sumas cambia el último dígito, y dos
# procesos con dos hilos cada uno se estorban
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(document: Document, notebook: NotebookNode) -> None:
    """Ejecuta el cuaderno en un núcleo nuevo, dentro de una carpeta vacía.

    La carpeta vacía es lo que ve quien abre un solo archivo en Colab: una lección que leyera un
    archivo vecino falla aquí. Tampoco llega la configuración personal de IPython.
    """
    codes = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    running = codes[:1]
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),  # el Python que corre esto
    )
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        tqdm(total=len(codes), desc=document.name, unit=" celdas", disable=None) as progress,
    ):
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=CELL_TIMEOUT,
            store_widget_state=False,
            record_timing=False,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            on_cell_execute=lambda cell_index, **_: running.append(cell_index),
            on_cell_executed=lambda **_: progress.update(),
        )
        cwd = Path(folder) / "vacia"
        cwd.mkdir()
        env = os.environ | THREADS | {"IPYTHONDIR": str(Path(folder) / "ipython")}
        try:
            client.execute(cwd=str(cwd), env=env, cleanup_kc=True)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise NotebookError(explain(document, notebook, running[-1], error)) from None


def explain(document: Document, notebook: NotebookNode, index: int, error: Exception) -> str:
    """Cuenta qué celda falló y cómo."""
    cell = notebook.cells[index]
    causes = {
        CellTimeoutError: f"pasó el límite de {CELL_TIMEOUT} s",
        DeadKernelError: "el núcleo de Python murió (¿memoria agotada?)",
    }
    cause = causes.get(type(error), "lanza un error")
    trace = "\n".join(
        "\n".join(output.traceback) for output in cell.outputs if output.output_type == "error"
    )
    trace = re.sub(r"\x1b\[[0-9;]*m", "", trace)
    where = document.source.relative_to(document.root)
    return (
        f"{where}: la celda {index + 1} de {document.name} {cause}. "
        f"El cuaderno anterior queda como estaba.\n\n{cell.source}\n\n{trace}"
    )


def normalize(notebook: NotebookNode) -> None:
    """Quita de las salidas lo que cambia sin que cambie el resultado."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = join_streams(cell.outputs)
            for position, output in enumerate(cell.outputs):
                if WIDGET in output.get("data", {}):
                    output.data[WIDGET]["model_id"] = digest(cell.id, position)
                if output.output_type == "error":  # la traza lleva rutas de este computador
                    output.traceback = [f"{output.ename}: {output.evalue}"]


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Une los trozos en que el núcleo partió un mismo texto, según el reloj."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def reuse(document: Document, stored: NotebookNode, notebook: NotebookNode) -> None:
    """Pasa al cuaderno nuevo las salidas guardadas, si el código es el mismo."""
    old = [cell for cell in stored.cells if cell.cell_type == "code"]
    new = [cell for cell in notebook.cells if cell.cell_type == "code"]
    # La primera es la de Colab: cambia con la dirección del curso y en casa no hace nada
    if [cell.source for cell in old[1:]] != [cell.source for cell in new[1:]]:
        raise NotebookError(f"{document.name}: cambió el código, hay que ejecutarlo de nuevo.")
    for before, after in zip(old, new, strict=True):
        after.outputs, after.execution_count = before.outputs, before.execution_count
