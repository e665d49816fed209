"""Arma el curso de ejemplo: treinta entregas del ejercicio 01 como las descarga Moodle.

    python tests/submissions/curso.py descarga

Veinte honestas (diez correctas y diez con un error) y diez hostiles. Deja `entregas.zip` y
`planilla.csv`, la hoja de calificaciones que se rellena.
"""

import argparse
import csv
import json
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ANSWERS = HERE.parent / "lessons" / "lesson_01" / "answers"
SOLUTION = next((HERE.parents[1] / "solutions").glob("01_*.ipynb"))
ATTACKS = (
    *("ciclo_infinito", "cierra_con_os_exit", "cambia_la_comparacion", "lee_afuera", "demonio"),
    *("mensaje_venenoso", "largo_de_4_gib", "memoria", "llena_el_disco", "operadores"),
)
NAMES = (
    *("Ana Pérez", "Benjamín Soto", "Camila Rojas", "Diego Muñoz", "Elisa Ñancupil", "Felipe Díaz"),
    *(
        "Gabriela Torres",
        "Hugo Silva",
        "Isidora Vega",
        "Joaquín Reyes",
        "Karen Lobos",
        "Lucas Pino",
    ),
    *("Martina Cruz", "Nicolás Vera", "Olivia Mella", "Pablo Godoy", "Quintín Arce", "Rosa Araya"),
    *("Simón Bravo", "Tamara Leiva", "Ulises Campos", "Valentina Paz", "Waldo Ruz", "Ximena Ríos"),
    *("Yasna Catrileo", "Zoe Fuentes", "Иван Петров", "=Hugo Formula", "<b>Ignacia</b>", "李雷"),
)
HEADER = (
    *("Identificador", "Nombre completo", "Dirección de correo", "Estado", "Calificación"),
    *("Calificación máxima", "La calificación puede ser cambiada"),
    *("Última modificación (entrega)", "Última modificación (calificación)"),
    "Comentarios de retroalimentación",
)


def notebook(code: str) -> str:
    """El cuaderno resuelto, con una celda más: la última definición vale."""
    document = json.loads(SOLUTION.read_text(encoding="utf-8"))
    for cell in document["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    cell = {"cell_type": "code", "id": "respuesta", "metadata": {}, "outputs": []}
    document["cells"].append(cell | {"execution_count": None, "source": code})
    return json.dumps(document, ensure_ascii=False)


def answers() -> list[str]:
    """El código de las treinta entregas."""
    right = sorted((ANSWERS / "correct").glob("p*.py"))[::4][:10]
    wrong = sorted((ANSWERS / "wrong").glob("p*.py"))[::8][:10]
    hostile = [HERE / "hostile" / "01" / f"{name}.py" for name in ATTACKS]
    return [path.read_text(encoding="utf-8") for path in [*right, *wrong, *hostile]]


def main() -> None:
    """Escribe `entregas.zip` y `planilla.csv` en la carpeta que se pide."""
    parser = argparse.ArgumentParser(description="Arma el curso de ejemplo.")
    parser.add_argument("carpeta", type=Path, help="dónde dejarlo")
    folder = parser.parse_args().carpeta
    folder.mkdir(parents=True, exist_ok=True)
    people = list(zip(range(4501, 4531), NAMES, answers(), strict=True))
    with zipfile.ZipFile(folder / "entregas.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name, code in people:
            path = f"{name.replace('/', '')}_{number}_assignsubmission_file/tarea.ipynb"
            archive.writestr(path, notebook(code))
    with (folder / "planilla.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, name, _ in people:
            row = (
                f"Participante {number}",
                name,
                f"p{number}@ejemplo.cl",
                "Enviado para calificar",
            )
            writer.writerow((*row, "", "10,00", "Sí", "viernes, 20 de noviembre de 2026", "-", ""))
    print(f"Treinta entregas en {folder / 'entregas.zip'}. La planilla: {folder / 'planilla.csv'}.")
    print("Las diez últimas son hostiles: pierden la pregunta que atacan, o nada si nada logran.")


if __name__ == "__main__":
    main()
