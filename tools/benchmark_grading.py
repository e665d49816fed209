"""Cuánto tarda `curso calificar`, y cuánto tarda nbgrader con las mismas entregas.

Lo usa `python tools/benchmarks.py calificar`. Cada medición es una orden entera en un proceso
nuevo, con dos procesos que califican y un hilo de BLAS en cada uno.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOLUTION = next((ROOT / "solutions").glob("01_*.ipynb"))
QUESTIONS = [f"1.{number}" for number in range(1, 7)]
ENVIRONMENT = os.environ | {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONPATH": str(ROOT),
}
# Corre la orden y dice cuánto ocupó el proceso más grande, suyo o de quienes calificaron
GRADE = """
import resource, sys
from course_lib.cli import main
code = main(sys.argv[1:])
kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
print(max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024)
sys.exit(code)
"""
CHECK = """
from course_lib.grading.check import Student
from course_lib.grading.question import load
assert load()["{question}"].evaluate(Student(globals()), 8371).state == "ok"
"""


def measure(counts: Sequence[int]) -> list[dict[str, Any]]:
    """Segundos y MiB al calificar cada cantidad de copias; nbgrader, solo con la primera."""
    rows: list[dict[str, Any]] = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            rows.append({"entregas": count} | _ours(Path(folder), count))
    with tempfile.TemporaryDirectory() as folder:
        rows[0]["nbgrader"] = _nbgrader(Path(folder), counts[0])
    return rows


def show(rows: Sequence[dict[str, Any]]) -> None:
    """Escribe la tabla, el costo de cada entrega más y la razón con nbgrader."""
    print("\n`curso calificar`, dos procesos, copias del ejercicio 01 resuelto.\n")
    print("| entregas | segundos | segundos por entrega | MiB del mayor proceso |")
    print("|---:|---:|---:|---:|")
    for row in rows:
        each = row["segundos"] / row["entregas"]
        print(f"| {row['entregas']} | {row['segundos']:.1f} | {each:.3f} | {row['mib']:.0f} |")
    first, last = rows[0], rows[-1]
    more = (last["segundos"] - first["segundos"]) / (last["entregas"] - first["entregas"])
    print(f"\nCada entrega más: {more:.3f} s (meta: hasta 0,100).")
    if first["nbgrader"] is not None:
        times = first["nbgrader"] / first["segundos"]
        print(
            f"nbgrader, las mismas {first['entregas']}: {first['nbgrader']:.1f} s, {times:.0f} ×."
        )


def _ours(folder: Path, count: int) -> dict[str, float]:
    (folder / "curso").mkdir()
    for number in range(count):
        shutil.copy(SOLUTION, folder / "curso" / f"persona{number:04}.ipynb")
    words = ("calificar", "01", "curso", "--semilla", "8371", "--procesos", "2", "--json")
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", GRADE, *words],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    elapsed = time.perf_counter() - start
    return {"segundos": elapsed, "mib": float(done.stdout.splitlines()[-1])}


def _nbgrader(folder: Path, count: int) -> float | None:
    """Segundos de `nbgrader autograde`, o nada si no está."""
    programs = str(Path(sys.executable).parent)
    program = shutil.which("nbgrader", path=programs)
    if program is None:
        return None
    notebook = _with_tests()
    (folder / "source" / "tarea").mkdir(parents=True)
    (folder / "source" / "tarea" / "01.ipynb").write_text(notebook, encoding="utf-8")

    # nbgrader llama por su nombre a otro programa de su entorno
    environment = ENVIRONMENT | {"PATH": os.pathsep.join([programs, os.environ["PATH"]])}

    def run(*words: str) -> None:
        subprocess.run(
            [program, *words], cwd=folder, env=environment, check=True, capture_output=True
        )

    run("generate_assignment", "tarea", "--create")
    for number in range(count):
        target = folder / "submitted" / f"persona{number:04}" / "tarea"
        target.mkdir(parents=True)
        (target / "01.ipynb").write_text(notebook, encoding="utf-8")
    start = time.perf_counter()
    run("autograde", "tarea", "--create")
    return time.perf_counter() - start


def _with_tests() -> str:
    """El cuaderno resuelto, con una celda de prueba de nbgrader por pregunta."""
    document = json.loads(SOLUTION.read_text(encoding="utf-8"))
    for number, question in enumerate(QUESTIONS):
        details = {
            "grade": True,
            "grade_id": f"prueba{number}",
            "locked": True,
            "points": 1,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
        document["cells"].append({
            "cell_type": "code",
            "id": f"prueba{number}",
            "metadata": {"nbgrader": details},
            "source": CHECK.format(question=question),
            "outputs": [],
            "execution_count": None,
        })
    return json.dumps(document)
