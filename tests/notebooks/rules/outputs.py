"""Lo ejecutado, en lecciones y soluciones: se repite igual y se puede leer."""

import re

from rules.document import Notebook, alt

MIN_ALT = 60  # una descripción más corta no reemplaza a una figura
MAX_DIGITS = 3  # sobreviven a otro procesador
MAX_SECONDS = 60  # a solas, en 2 núcleos y sin GPU


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
    """Una celda `nbval-ignore-output` afirma algo: en ella o en la comprobación que la sigue."""
    problems = []
    for cell, after in zip(notebook.code, [*notebook.code[1:], None], strict=True):
        proof = cell.source + (f"\n{after.source}" if after and after.is_check else "")
        asserted = re.search(r"^\s*assert |parity\.compare\(", proof, re.MULTILINE)
        if "nbval-ignore-output" in cell.tags and not asserted:
            problems.append(f"{cell.where}: nbval no compara su salida y no afirma nada")
    return problems


def a_tiempo(notebook: Notebook) -> list[str]:
    """La ejecución medida toma a lo más 60 segundos."""
    text = "\n".join(cell.source for cell in notebook.section("Ficha"))
    seconds = [int(number) for number in re.findall(r"unos (\d+) s\b", text)]
    return [f"tarda {n} s" for n in seconds if n > MAX_SECONDS]
