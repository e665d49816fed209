"""Cada regla de la primera edición atrapa a una lección que la rompe."""

from nbformat.v4 import new_markdown_cell
from rules import FIRST_EDITION, LESSON, first_edition
from specimens import a_lesson, adds, named, numbered, replace, section, silences, view, writes


def reorders(raw):
    first, second = section(raw, "Comprueba"), section(raw, "Predice")
    first.source, second.source = second.source, first.source


BREAKS = [
    (first_edition.anatomia, replace("Explora", "## Explora", "## Juega")),
    (first_edition.anatomia, adds(new_markdown_cell("## Resumen: otra vez"))),
    (first_edition.anatomia, reorders),
    (first_edition.numero_de_celdas, lambda raw: raw.update(cells=raw.cells[:29])),
    (first_edition.numero_de_celdas, adds(*[new_markdown_cell("Más.") for _ in range(100)])),
    (first_edition.celdas_cortas, writes("x = 1\n" * 21)),
    (first_edition.celdas_cortas, lambda raw: [c.update(source="x\n" * 6) for c in raw.cells]),
    (first_edition.palabras, replace("Comprueba", "Texto.", "palabra " * 4500)),
    (first_edition.cinco_figuras, silences("Experimentos")),
    (first_edition.figura_que_engancha, silences("La pregunta")),
    (first_edition.contraejemplo_calculado, silences("¿Cuándo falla?")),
]


@named((*LESSON, *FIRST_EDITION))
def test_una_leccion_de_la_primera_edicion_cumple(rule, tmp_path):
    assert rule(view(a_lesson(), tmp_path)) == []


@numbered(BREAKS)
def test_la_regla_atrapa_a_la_leccion_que_la_rompe(rule, change, tmp_path):
    raw = a_lesson()
    change(raw)
    assert rule(view(raw, tmp_path))
