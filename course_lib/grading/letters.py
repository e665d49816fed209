"""Las letras de un nombre o de un mensaje ajeno: cómo se muestran y cómo se leen."""

import unicodedata
from itertools import pairwise

MOST_MARKS = 4  # letras y tildes sueltas que pueden ser una sola letra
HIDDEN = "�"
# Se ven como un espacio, o como nada, y para Unicode son letras, tildes o símbolos
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00016fe4\U0001d159")
# No se ven, pero cambian a la letra anterior en persa, hindi, mongol, japonés o un emoji
JOINERS = frozenset(
    map(chr, (0x200C, 0x200D, 0x180F, *range(0x180B, 0x180E), *range(0xFE00, 0xFE10)))
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))
UNSEEN = BLANK | JOINERS | {HIDDEN}
JOINED = ("Lo", "Mn", "Mc", "So", "Sk")
# Letras cirílicas, griegas y otras que se ven como una latina
ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԚԜҺԀԌ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "ӀL1|0" + "‐‒–—―−" + "’‘ʼ`",
    "ABESIJKMHOPCTYXYQWHDG" + "ABEZHIKMNOPTYX" + "IIIIO" + "------" + "''''",
)


def clean(text: str, limit: int = 120, keep: str = "") -> str:
    """Un texto ajeno que se puede mostrar: sin órdenes de terminal ni letras invisibles.

    Argumentos:
        limit: cuántas letras, a lo más.
        keep: las letras que se dejan como están; en un mensaje, el salto de línea.
    """
    # Se corta antes de normalizar, que tarda el cuadrado del largo
    start = unicodedata.normalize("NFC", text[: MOST_MARKS * limit])
    kept = "".join(
        letter if letter in keep else _visible(letter, before)
        for before, letter in pairwise(f" {start}")
    )
    whole = len(kept) <= limit and len(text) <= MOST_MARKS * limit
    return kept if whole else f"{kept[:limit]}…"


def look(text: str) -> str:
    """Cómo se lee un nombre: lo comparten los que se ven iguales, o casi.

    No cuentan las mayúsculas, los espacios, lo invisible ni de qué alfabeto es cada letra.
    """
    seen = "".join(letter for letter in text if letter.isspace() or not _is_hidden(letter))
    letters = unicodedata.normalize("NFKD", seen).casefold().upper().translate(ALIKE)
    return " ".join(letters.split())


def _visible(letter: str, before: str) -> str:
    if letter.isspace():
        return " "
    if letter in JOINERS and before not in BLANK and unicodedata.category(before) in JOINED:
        return letter
    return HIDDEN if _is_hidden(letter) else letter


def _is_hidden(letter: str) -> bool:
    return letter in UNSEEN or unicodedata.category(letter)[0] == "C"
