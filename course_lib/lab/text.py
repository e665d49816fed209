"""Los números como se escriben en Chile: coma decimal y punto de miles."""

import math
import re


def decimal(value: float, digits: int = 3) -> str:
    """Escribe un número con `digits` cifras significativas: 0.11472 → «0,115»; 12500 → «12.500»."""
    text = f"{value:.{digits}g}"
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
