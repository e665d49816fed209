"""Lo que se imprime, en castellano: coma decimal, punto de miles y el nombre de cada columna."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

# Cómo se lee, en una tabla, lo que en el código lleva su nombre de Keras
NAMES = {
    "accuracy": "exactitud",
    "activation": "activación",
    "batch": "lote",
    "depth": "capas",
    "epochs": "épocas",
    "examples": "ejemplos",
    "l2": "λ",
    "learning_rate": "tasa de aprendizaje",
    "loss": "pérdida",
    "noise": "ruido",
    "optimizer": "optimizador",
    "rate": "tasa de dropout",
    "recipe": "receta",
    "seconds": "segundos",
    "start": "comienzo",
    "stddev": "desviación",
    "steps": "pasos",
    "test": "prueba",
    "train": "entrenamiento",
    "units": "neuronas",
    "validation": "validación",
    "width": "ancho",
}


def decimal(value: float, digits: int = 3) -> str:
    """Escribe un número con `digits` cifras significativas: 0.11472 → «0,115»; 12500 → «12.500»."""
    text = f"{value or 0:.{digits}g}"  # `or`: sin él, el cero negativo se escribiría «−0»
    if "e" in text and 1e-4 <= abs(value) < 1e9:
        text = f"{float(text):.0f}"
    return chilean(text)


def spread(mean: float, deviation: float) -> str:
    """Escribe «media ± desviación» con las cifras que la desviación permite: «12,8 ± 0,5»."""
    if not math.isfinite(deviation) or deviation == 0:
        return decimal(mean)
    places = max(0, -math.floor(math.log10(deviation)))
    return f"{chilean(f'{mean:.{places}f}')} ± {chilean(f'{deviation:.{places}f}')}"


def chilean(text: str, group: int = 5) -> str:
    """Pasa a la escritura chilena un número ya escrito; puntos de miles desde `group` cifras."""
    whole, point, decimals = text.replace("-", "−").partition(".")
    whole = re.sub(
        rf"\d{{{group},}}", lambda digits: f"{int(digits[0]):,}".replace(",", "."), whole
    )
    return whole + point.replace(".", ",") + decimals


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Alinea celdas en columnas, cada una del ancho de su texto más largo."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def label(point: Mapping[str, Any]) -> str:
    """Nombra un punto de una grilla: {"rate": 0.5} → «tasa de dropout = 0,5»."""
    return ", ".join(f"{named(name)} = {shown(value)}" for name, value in point.items())


def named(name: str) -> str:
    """El nombre de un parámetro o de una medida, en castellano si el curso lo usa."""
    return NAMES.get(name, name)


def shown(value: Any) -> str:
    """Un valor de una grilla como se muestra: los números, con coma; lo demás, tal cual."""
    return decimal(value) if isinstance(value, int | float) else str(value)


def duration(seconds: float) -> str:
    """Cuánto es eso en la unidad que se entiende: «45 segundos», «12 minutos», «1,5 horas»."""
    for size, unit in ((3600, "horas"), (60, "minutos")):
        if seconds >= 1.5 * size:
            return f"{decimal(seconds / size, digits=2)} {unit}"
    text = decimal(seconds, digits=2)
    return f"{text} segundo{'s' * (text != '1')}"
